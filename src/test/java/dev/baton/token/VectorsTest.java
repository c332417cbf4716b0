package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;

/** The examples of the standards that this package builds on. */
class VectorsTest {
  /** RFC 5869, appendix A.1; ours stops at 32 bytes. */
  @Test
  void hkdfIsThatOfRfc5869() {
    HexFormat hex = HexFormat.of();
    byte[] key =
        Hkdf.extract(hex.parseHex("000102030405060708090a0b0c"), hex.parseHex("0b".repeat(22)));
    assertEquals(
        "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5", hex.formatHex(key));
    assertEquals(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf",
        hex.formatHex(Hkdf.expand(key, hex.parseHex("f0f1f2f3f4f5f6f7f8f9"))));
    byte[] unsalted = Hkdf.extract(new byte[0], hex.parseHex("0b".repeat(22)));
    assertEquals(
        "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04",
        hex.formatHex(unsalted));
    assertFalse(
        Arrays.equals(Hkdf.info("a", "bc"), Hkdf.info("ab", "c")), "names don't run into another");
  }

  /** RFC 8037, appendix A: the key, and its signature of A.4, under the older name EdDSA. */
  @Test
  void ed25519IsThatOfRfc8037UnderItsNewName() throws Exception {
    Map<String, Object> jwk =
        Map.of(
            "kty", "OKP",
            "crv", "Ed25519",
            "d", "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
            "x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    PublicJsonWebKey pair = (PublicJsonWebKey) JsonWebKey.Factory.newJwk(jwk);
    for (SignatureProvider provider :
        new SignatureProvider[] {SignatureProvider.best(), SignatureProvider.jdk()}) {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(pair.getPrivateKey());
      signer.update(
          "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
              .getBytes(StandardCharsets.US_ASCII));
      assertArrayEquals(
          Base64Url.decode(
              "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"),
          signer.sign());
      SigningKey key =
          new SigningKey(
              "k",
              SignatureAlgorithm.ED25519,
              KeyState.ACTIVE,
              provider.own(SignatureAlgorithm.ED25519, pair.getPublicKey()),
              provider.own(SignatureAlgorithm.ED25519, pair.getPrivateKey()),
              Map.of());
      Signatures signatures = new Signatures(provider);
      String compact = signatures.sign(key, "t", "payload");
      assertTrue(signatures.verify(key, compact));
      assertTrue(new Signatures(SignatureProvider.jdk()).verify(key, compact));
    }
  }

  /** {@link Rfc7520Test} has no ES256; RFC 7515, appendix A.3 is the one for ES256. */
  @Test
  void es256IsThatOfRfc7515() throws Exception {
    PublicJsonWebKey pair =
        (PublicJsonWebKey)
            JsonWebKey.Factory.newJwk(
                Map.of(
                    "kty", "EC",
                    "crv", "P-256",
                    "x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                    "y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"));
    String example =
        "eyJhbGciOiJFUzI1NiJ9"
            + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
            + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    for (SignatureProvider provider :
        new SignatureProvider[] {SignatureProvider.best(), SignatureProvider.jdk()}) {
      SigningKey key =
          new SigningKey(
              "k",
              SignatureAlgorithm.ES256,
              KeyState.RETIRING,
              provider.own(SignatureAlgorithm.ES256, pair.getPublicKey()),
              null,
              Map.of());
      Signatures signatures = new Signatures(provider);
      assertTrue(signatures.verify(key, example));
      assertFalse(signatures.verify(key, example.replace(".Dt", ".Du")));
      assertFalse(signatures.verify(key, example.replace(".eyJpc3", ".eyJpc2")));
    }
  }
}
