package dev.baton.token;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.InputDigest;
import org.jspecify.annotations.Nullable;

/** Makes and opens checkout tokens and the record's sealed copies. */
public interface TokenCodec {
  /** Verifies and reads a token; signature before payload, no I/O. */
  OpenResult open(String compact);

  /**
   * Makes the token of a state, with a new {@code jti} and an {@code exp} slid forward.
   *
   * @param parent the token that the step was given; null at create
   * @throws StateTooLargeException when it would exceed the configured size, less what reservation,
   *     payment and order have yet to add
   */
  IssuedToken seal(Checkout checkout, @Nullable VerifiedToken parent);

  /**
   * Makes the token of what an anchor has done or found done. Never refused for its size: {@link
   * #seal} has kept the room for it, and what has happened has to be told.
   *
   * @param parent the token that the anchor was given
   */
  IssuedToken sealAnchored(Checkout checkout, @Nullable VerifiedToken parent);

  /**
   * Makes the token of a merged state, which names both that it comes from.
   *
   * @param bearer the token that the step was given
   * @param other the one merged into it
   * @throws StateTooLargeException as {@link #seal} does
   */
  IssuedToken sealMerged(Checkout checkout, VerifiedToken bearer, VerifiedToken other);

  /** A token as the record keeps it: encrypted, of a type that no call accepts. */
  String sealForRecord(IssuedToken token);

  /**
   * The token out of the record's copy, for the same checkout; null when it can't be opened. Keys
   * revoked since don't stand in its way: it then comes out under those of now.
   */
  @Nullable IssuedToken openFromRecord(String checkout, String sealed);

  /** The keyed digest for inputs of quotes of a checkout. */
  InputDigest inputDigest(Checkout checkout);

  /** The keyed digest (HMAC) of what is fixed at payment; the same on every instance. */
  InputDigest fixedDigest(Checkout checkout);
}
