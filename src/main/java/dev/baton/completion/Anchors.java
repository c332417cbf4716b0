package dev.baton.completion;

import dev.baton.checkout.Storefront;
import dev.baton.token.IssuedToken;
import dev.baton.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/**
 * The steps with a server-side effect. {@code body} is a hash of the parsed body: an anchor is
 * idempotent by jti and body. {@code expectedTotal} is in minor units; when the total is another
 * one, nothing happens.
 *
 * <p>What is refused is an {@link AnchorResult.Refused}; without Redis there is a {@link
 * dev.baton.reservation.RedisUnavailableException}, without a provider that is needed a {@link
 * dev.baton.checkout.ProviderException}: the same call again finds out what was done.
 */
public interface Anchors {
  /** Holds, or extends the holds of, every line that has stock. */
  AnchorResult reserve(
      VerifiedToken token, Storefront storefront, @Nullable Long expectedTotal, String body);

  /** Gives the holds back. */
  AnchorResult release(VerifiedToken token, Storefront storefront, String body);

  /** Creates or updates the payment intent for exactly the amount due. */
  AnchorResult pay(VerifiedToken token, Storefront storefront, PayCommand command, String body);

  /** Makes the order; {@link AnchorResult.InProgress} while that isn't certain yet. */
  AnchorResult complete(
      VerifiedToken token, Storefront storefront, long expectedTotal, String body);

  /** Releases the holds, cancels the intent, ends the checkout. */
  AnchorResult cancel(VerifiedToken token, Storefront storefront, String body);

  /**
   * What the record says of this checkout, folded into the given token's state; the given one's
   * when there is no record, or no Redis.
   */
  IssuedToken fold(VerifiedToken token);

  /**
   * What to pay.
   *
   * @param method the provider's id of a payment method; null when the client confirms with the
   *     provider itself
   * @param returnUrl where the shopper comes back to; already checked against the storefront
   */
  record PayCommand(
      @Nullable String method,
      @Nullable String returnUrl,
      long expectedTotal,
      boolean autoComplete) {}
}
