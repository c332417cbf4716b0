package dev.baton.token;

import dev.baton.checkout.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tokens that are refused for their form or their header. */
final class FormAttacks {
  private final Forger forger;

  private FormAttacks(Forger forger) {
    this.forger = forger;
  }

  static List<Attack> with(Forger forger) throws Exception {
    List<Attack> attacks = new ArrayList<>();
    FormAttacks all = new FormAttacks(forger);
    all.encoding(attacks);
    all.headers(attacks);
    return attacks;
  }

  private void encoding(List<Attack> attacks) {
    String header = forger.part(0);
    String payload = forger.part(1);
    String signature = forger.part(2);
    ProblemType malformed = ProblemType.TOKEN_MALFORMED;
    attacks.add(new Attack("nothing", malformed, ""));
    attacks.add(new Attack("one part", malformed, header));
    attacks.add(new Attack("two parts", malformed, header + "." + payload));
    attacks.add(new Attack("four parts", malformed, forger.compact() + "." + signature));
    attacks.add(new Attack("padding", malformed, forger.compact() + "=="));
    attacks.add(new Attack("a space in front", malformed, " " + forger.compact()));
    attacks.add(new Attack("a line break behind", malformed, forger.compact() + "\n"));
    attacks.add(
        new Attack(
            "a foreign character that decoders skip",
            malformed,
            header + "." + payload.substring(0, 8) + "*" + payload.substring(8) + "." + signature));
    attacks.add(
        new Attack(
            "the other alphabet's characters",
            malformed,
            header + "." + payload + "." + "+/" + signature.substring(2)));
    attacks.add(
        new Attack(
            "another spelling of the same signature",
            malformed,
            forger.compact().substring(0, forger.compact().length() - 1)
                + nextDigit(signature.charAt(signature.length() - 1))));
    attacks.add(
        new Attack("a character beyond ASCII", malformed, forger.compact().replace("e", "\u0435")));
    attacks.add(
        new Attack(
            "oversized",
            ProblemType.TOKEN_TOO_LARGE,
            header + "." + "A".repeat(16 * 1024) + "." + signature));
  }

  /** Two more bits at an end where only the upper four of six count. */
  private static char nextDigit(char last) {
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return digits.charAt(digits.indexOf(last) + 1);
  }

  private void headers(List<Attack> attacks) throws Exception {
    ProblemType malformed = ProblemType.TOKEN_MALFORMED;
    attacks.add(
        new Attack("no JSON", malformed, forger.signed(Forger.encode("{"), forger.part(1))));
    attacks.add(
        new Attack("no object", malformed, forger.signed(Forger.encode("[]"), forger.part(1))));
    attacks.add(
        new Attack(
            "a name twice",
            malformed,
            forger.signed(
                Forger.encode(
                    "{\"typ\":\"checkout+jwt\",\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\""
                        + forger.kid()
                        + "\"}"),
                forger.part(1))));
    attacks.add(
        new Attack(
            "more behind the object",
            malformed,
            forger.signed(
                Forger.encode(
                    new String(Base64Url.decode(forger.part(0)), StandardCharsets.UTF_8) + "{}"),
                forger.part(1))));
    attacks.add(
        new Attack(
            "broken UTF-8",
            malformed,
            forger.signed(
                Base64Url.encode("{\"typ\":\"\u00ff\"}".getBytes(StandardCharsets.ISO_8859_1)),
                forger.part(1))));
    attacks.add(
        new Attack(
            "an algorithm that is no text",
            malformed,
            forger.withHeader(header -> header.put("alg", 256))));
    attacks.add(
        new Attack(
            "crit",
            ProblemType.TOKEN_CRITICAL_HEADER,
            forger.withHeader(header -> header.putArray("crit").add("exp"))));
    for (String member : List.of("jku", "x5u", "x5c", "x5t", "zip", "cty", "b64")) {
      attacks.add(
          new Attack(
              member,
              malformed,
              forger.withHeader(header -> header.put(member, "https://evil.example"))));
    }
    attacks.add(new Attack("an embedded key", malformed, embeddedKey()));
    for (String type : List.of("JWT", "resume+jwt", "checkout-record+jwe", "CHECKOUT+JWT", "")) {
      attacks.add(
          new Attack(
              "of type '" + type + "'",
              ProblemType.TOKEN_WRONG_TYPE,
              forger.withHeader(header -> header.put("typ", type))));
    }
    attacks.add(
        new Attack(
            "without a type",
            ProblemType.TOKEN_WRONG_TYPE,
            forger.withHeader(header -> header.remove("typ"))));
    for (String kid :
        List.of(
            "other",
            "",
            "../../etc/passwd",
            "' or 1=1",
            "file:///dev/zero",
            "https://evil.example/key.json",
            "\u0000",
            forger.kid() + "\u0000",
            " " + forger.kid(),
            forger.kid() + "\r\nX-Evil: 1",
            "\u202e" + forger.kid(),
            forger.kid().toUpperCase(Locale.ROOT) + "_",
            "a".repeat(4_000))) {
      attacks.add(
          new Attack(
              "kid '" + (kid.length() > 20 ? "long" : kid) + "'",
              ProblemType.TOKEN_UNKNOWN_KEY,
              forger.withHeader(header -> header.put("kid", kid))));
    }
    attacks.add(
        new Attack(
            "without a kid",
            ProblemType.TOKEN_UNKNOWN_KEY,
            forger.withHeader(header -> header.remove("kid"))));
  }

  /** Signed, correctly, with the key that it brings along. */
  private String embeddedKey() throws Exception {
    Map<String, Object> own = NewKeys.signing(SignatureAlgorithm.ES256, KeyState.ACTIVE);
    String header =
        forger.header(node ->
            node.set(
                "jwk",
                StrictJson.MAPPER.valueToTree(
                    Map.of(
                        "kty",
                        own.get("kty"),
                        "crv",
                        own.get("crv"),
                        "x",
                        own.get("x"),
                        "y",
                        own.get("y")))));
    return new Forger(() -> AnyCheckout.NOW).signed(header, forger.part(1));
  }
}
