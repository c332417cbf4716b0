package dev.baton.token;

import dev.baton.checkout.ProblemType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a token has to pass before anything of its payload is read: encoding, header, type, key,
 * algorithm, signature, in this order.
 */
final class SignatureGate {
  private final Signatures signatures;
  private final String type;

  SignatureGate(Signatures signatures, String type) {
    this.signatures = signatures;
    this.type = type;
  }

  /**
   * Why a text is not a token of the wanted type and one of our keys; null when it is.
   *
   * @param keys a look-up and nothing else: the name may be anybody's invention
   */
  @Nullable TokenRefusal refusal(String compact, Function<String, @Nullable SigningKey> keys) {
    int parts = Parts.count(compact);
    if (parts == 5) {
      return new TokenRefusal(ProblemType.TOKEN_WRONG_TYPE, "This is an encrypted token.");
    }
    if (parts != 3) {
      return new TokenRefusal(
          ProblemType.TOKEN_MALFORMED, "A token is three parts in base64url, divided by dots.");
    }
    return switch (TokenHeader.parse(Base64Url.decode(Parts.first(compact)))) {
      case TokenRefusal refusal -> refusal;
      case TokenHeader.Parsed.Header(TokenHeader header) -> refusal(header, keys, compact);
    };
  }

  private @Nullable TokenRefusal refusal(
      TokenHeader header, Function<String, @Nullable SigningKey> keys, String compact) {
    if (!header.typ().equals(type)) {
      return new TokenRefusal(
          ProblemType.TOKEN_WRONG_TYPE, "The token is not of type " + type + ".");
    }
    SigningKey key = keys.apply(header.kid());
    if (key == null) {
      return new TokenRefusal(
          ProblemType.TOKEN_UNKNOWN_KEY, "The token is signed with a key that isn't known here.");
    }
    if (!header.alg().equals(key.algorithm().wire())) {
      return new TokenRefusal(
          ProblemType.TOKEN_WRONG_ALGORITHM, "The token's algorithm is not its key's.");
    }
    return signatures.verify(key, compact)
        ? null
        : new TokenRefusal(ProblemType.TOKEN_BAD_SIGNATURE, "The token's signature is wrong.");
  }
}
