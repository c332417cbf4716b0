package dev.baton.token;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Objects;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.JoseException;

/**
 * Makes and checks compact JWS (RFC 7515, 3.1) with a key that was chosen beforehand.
 *
 * <p>The algorithms are the JOSE library's. The three parts are put together here, since the
 * library takes the payload apart and together again with a base64 of its own, which was a tenth of
 * a step.
 */
final class Signatures {
  static {
    Ed25519Algorithm.register();
  }

  private final ProviderContext context;

  Signatures(SignatureProvider provider) {
    context = provider.context();
  }

  /** The compact JWS of a payload. */
  String sign(SigningKey key, String type, String payload) {
    String input =
        encoded(header(key, type)) + '.' + encoded(payload); // the JWS signing input, RFC 7515, 2
    try {
      JsonWebSignatureAlgorithm algorithm = algorithm(key);
      PrivateKey secret = Objects.requireNonNull(key.privateKey(), "no private key");
      algorithm.validateSigningKey(secret);
      byte[] signature = algorithm.sign(algorithm.prepareForSign(secret, context), ascii(input));
      return input + '.' + Base64Url.encode(signature);
    } catch (JoseException e) {
      throw new IllegalStateException("signing failed", e);
    }
  }

  /**
   * Whether the signature is this key's, by this key's algorithm and no other.
   *
   * @param compact three strictly encoded parts
   */
  boolean verify(SigningKey key, String compact) {
    int end = compact.lastIndexOf('.');
    try {
      JsonWebSignatureAlgorithm algorithm = algorithm(key);
      algorithm.validateVerificationKey(key.publicKey());
      return algorithm.verifySignature(
          Base64Url.decode(compact.substring(end + 1)),
          key.publicKey(),
          ascii(compact.substring(0, end)),
          context);
    } catch (JoseException e) {
      // A signature that isn't even of the right shape is a wrong one, not a fault of ours.
      return false;
    }
  }

  private static JsonWebSignatureAlgorithm algorithm(SigningKey key)
      throws InvalidAlgorithmException {
    return AlgorithmFactoryFactory.getInstance()
        .getJwsAlgorithmFactory()
        .getAlgorithm(key.algorithm().wire());
  }

  private static String header(SigningKey key, String type) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("typ", type)
        .put("alg", key.algorithm().wire())
        .put("kid", key.kid())
        .toString();
  }

  private static String encoded(String text) {
    return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
