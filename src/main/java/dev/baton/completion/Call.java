package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Storefront;
import dev.baton.payment.Anchor;
import dev.baton.payment.CheckoutRecord;
import dev.baton.token.VerifiedToken;

/**
 * An anchor that has passed the fence.
 *
 * @param found the record as found
 * @param record as found, or rebuilt from the token
 * @param sure whether the record can be relied on; if not, the order backend is asked first
 * @param token as it was sent; its {@code jti} names the call
 * @param state what the token carries, with what the record says
 */
record Call(
    Records.Found found,
    CheckoutRecord record,
    boolean sure,
    VerifiedToken token,
    Checkout state,
    Storefront storefront,
    Anchor anchor) {}
