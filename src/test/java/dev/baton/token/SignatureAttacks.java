package dev.baton.token;

import dev.baton.checkout.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;

/** Tokens that are refused for their algorithm or their signature. */
final class SignatureAttacks {
  private final Forger forger;

  private SignatureAttacks(Forger forger) {
    this.forger = forger;
  }

  static List<Attack> with(Forger forger) throws Exception {
    List<Attack> attacks = new ArrayList<>();
    SignatureAttacks all = new SignatureAttacks(forger);
    all.signatures(attacks);
    return attacks;
  }

  private void signatures(List<Attack> attacks) throws Exception {
    String header = forger.part(0);
    String payload = forger.part(1);
    String signature = forger.part(2);
    ProblemType wrongAlgorithm = ProblemType.TOKEN_WRONG_ALGORITHM;
    ProblemType badSignature = ProblemType.TOKEN_BAD_SIGNATURE;
    String none = forger.header(node -> node.put("alg", "none"));
    attacks.add(new Attack("alg none", wrongAlgorithm, none + "." + payload + "."));
    attacks.add(
        new Attack(
            "alg none with a signature", wrongAlgorithm, none + "." + payload + "." + signature));
    String hs256 = forger.header(node -> node.put("alg", "HS256"));
    PublicJsonWebKey key = (PublicJsonWebKey) JsonWebKey.Factory.newJwk(forger.signingJwk);
    attacks.add(
        new Attack(
            "the public key as a secret",
            wrongAlgorithm,
            Forger.hmac(key.getPublicKey().getEncoded(), hs256, payload)));
    attacks.add(
        new Attack(
            "the published JWK as a secret",
            wrongAlgorithm,
            Forger.hmac(
                key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)
                    .getBytes(StandardCharsets.UTF_8),
                hs256,
                payload)));
    for (String algorithm : List.of("ES384", "Ed25519", "EdDSA", "es256", "RS256", "PS256", "")) {
      attacks.add(
          new Attack(
              "alg '" + algorithm + "'",
              wrongAlgorithm,
              forger.withHeader(node -> node.put("alg", algorithm))));
    }
    attacks.add(new Attack("no signature", badSignature, header + "." + payload + "."));
    byte[] bytes = Base64Url.decode(signature);
    attacks.add(
        new Attack(
            "a shorter signature",
            badSignature,
            header + "." + payload + "." + Base64Url.encode(Arrays.copyOf(bytes, 63))));
    attacks.add(
        new Attack(
            "a longer signature",
            badSignature,
            header + "." + payload + "." + Base64Url.encode(Arrays.copyOf(bytes, 65))));
    attacks.add(
        new Attack(
            "r and s of zero (CVE-2022-21449)",
            badSignature,
            header + "." + payload + "." + Base64Url.encode(new byte[64])));
    byte[] flipped = bytes.clone();
    flipped[10] ^= 1;
    attacks.add(
        new Attack(
            "a flipped bit",
            badSignature,
            header + "." + payload + "." + Base64Url.encode(flipped)));
    attacks.add(
        new Attack(
            "another payload under the signature",
            badSignature,
            header + "." + forger.payload(node -> node.put("rev", 9)) + "." + signature));
    attacks.add(
        new Attack(
            "another key of the same name",
            badSignature,
            new Forger(() -> AnyCheckout.NOW).signed(header, payload)));
    attacks.add(
        new Attack(
            "no JSON under a wrong signature: it isn't read",
            badSignature,
            header + "." + Forger.encode("{{{{") + "." + signature));
  }
}
