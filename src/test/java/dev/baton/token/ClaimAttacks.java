package dev.baton.token;

import dev.baton.checkout.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwe.JsonWebEncryption;

/** Genuinely signed tokens that are refused for what they say, and tokens of other types. */
final class ClaimAttacks {
  private final Forger forger;

  private ClaimAttacks(Forger forger) {
    this.forger = forger;
  }

  static List<Attack> with(Forger forger) throws Exception {
    List<Attack> attacks = new ArrayList<>();
    ClaimAttacks all = new ClaimAttacks(forger);
    all.claims(attacks);
    all.otherTokens(attacks);
    return attacks;
  }

  private void claims(List<Attack> attacks) {
    long iat = AnyCheckout.NOW.getEpochSecond();
    ProblemType malformed = ProblemType.TOKEN_MALFORMED;
    attacks.add(
        new Attack(
            "another environment",
            ProblemType.TOKEN_WRONG_ISSUER,
            forger.resigned(node -> node.put("iss", "https://live.baton.invalid"))));
    attacks.add(
        new Attack(
            "no such storefront",
            ProblemType.TOKEN_WRONG_STOREFRONT,
            forger.resigned(node -> node.put("aud", "elsewhere"))));
    attacks.add(
        new Attack(
            "61 seconds early",
            ProblemType.TOKEN_NOT_YET_VALID,
            forger.resigned(node -> node.put("iat", iat + 61))));
    attacks.add(
        new Attack(
            "expired now",
            ProblemType.TOKEN_EXPIRED,
            forger.resigned(node -> node.put("exp", iat))));
    attacks.add(
        new Attack(
            "past its absolute end",
            ProblemType.TOKEN_ENDED,
            forger.resigned(node -> node.put("abs", iat))));
    attacks.add(
        new Attack(
            "two formats ahead",
            ProblemType.TOKEN_UNKNOWN_FORMAT,
            forger.resigned(node -> node.put("fmt", Formats.newest() + 2))));
    attacks.add(
        new Attack(
            "the personal part of another storefront",
            malformed,
            forger.resigned(node -> node.put("aud", "outlet"))));
    attacks.add(
        new Attack(
            "the personal part of another checkout",
            malformed,
            forger.resigned(node -> node.put("cid", "another"))));
    attacks.add(
        new Attack(
            "a personal part under a key that isn't known",
            ProblemType.TOKEN_UNKNOWN_KEY,
            forger.resigned(node ->
                node.put(
                    "pii",
                    Forger.encode("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"kid\":\"none\"}")
                        + "..AAAA.AAAA.AAAA"))));
    for (String claim :
        List.of("iss", "aud", "iat", "exp", "jti", "cid", "rev", "abs", "fmt", "chk")) {
      attacks.add(
          new Attack("no " + claim, malformed, forger.resigned(node -> node.remove(claim))));
      attacks.add(
          new Attack(
              "a strange " + claim,
              malformed,
              forger.resigned(node -> node.putObject(claim).put("a", 1))));
    }
    attacks.add(
        new Attack(
            "a claim twice",
            malformed,
            forger.signed(
                forger.part(0),
                Forger.encode(
                    "{\"cid\":\"other\","
                        + new String(Base64Url.decode(forger.part(1)), StandardCharsets.UTF_8)
                            .substring(1)))));
    attacks.add(
        new Attack(
            "a state that can't be",
            malformed,
            forger.resigned(node -> node.putArray("chk").add("open").add("EUR"))));
  }

  private void otherTokens(List<Attack> attacks) throws Exception {
    attacks.add(
        new Attack(
            "the record's sealed copy",
            ProblemType.TOKEN_WRONG_TYPE,
            forger.codec.sealForRecord(forger.genuine())));
    JsonWebEncryption wrapped = new JsonWebEncryption();
    wrapped.setAlgorithmHeaderValue("dir");
    wrapped.setEncryptionMethodHeaderParameter("A256GCM");
    wrapped.setHeader("typ", JoseTokenCodec.TYPE);
    wrapped.setHeader("cty", "JWT");
    wrapped.setKey(new SecretKeySpec(new byte[32], "AES"));
    wrapped.setPayload(Forger.encode("{\"alg\":\"none\"}") + "." + forger.part(1) + ".");
    attacks.add(
        new Attack(
            "an unsigned token within an encrypted one (CVE-2026-29000)",
            ProblemType.TOKEN_WRONG_TYPE,
            wrapped.getCompactSerialization()));
    attacks.add(
        new Attack(
            "the personal part by itself",
            ProblemType.TOKEN_WRONG_TYPE,
            forger.genuine().token().sealedPersonal()));
  }
}
