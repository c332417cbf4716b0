package dev.baton.token;

import dev.baton.checkout.Checkout;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token whose signature, times and audience were checked; only {@link TokenCodec} can make one.
 */
public final class VerifiedToken {
  private final String jti;
  private final List<String> parents;
  private final Instant issuedAt;
  private final Instant expiresAt;
  private final Checkout checkout;
  private final @Nullable String sealedPersonal;
  private final Later later;

  VerifiedToken(
      String jti,
      List<String> parents,
      Instant issuedAt,
      Instant expiresAt,
      Checkout checkout,
      @Nullable String sealedPersonal,
      Later later) {
    this.jti = jti;
    this.parents = List.copyOf(parents);
    this.issuedAt = issuedAt;
    this.expiresAt = expiresAt;
    this.checkout = checkout;
    this.sealedPersonal = sealedPersonal;
    this.later = later;
  }

  /** The token's identity. */
  public String jti() {
    return jti;
  }

  /** The tokens it was made from: none for the first, one, or two after a merge. */
  public List<String> parents() {
    return parents;
  }

  public Instant issuedAt() {
    return issuedAt;
  }

  public Instant expiresAt() {
    return expiresAt;
  }

  /** The state it carries. */
  public Checkout checkout() {
    return checkout;
  }

  /** The encrypted compartment as it came, to be reused while unchanged. */
  @Nullable String sealedPersonal() {
    return sealedPersonal;
  }

  /** What a later format has in it, to be carried along as it is. */
  Later later() {
    return later;
  }

  @Override
  public String toString() {
    return "VerifiedToken[" + jti + "]";
  }
}
