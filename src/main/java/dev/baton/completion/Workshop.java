package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.FixedText;
import dev.baton.checkout.Totals;
import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.OrderBackend;
import dev.baton.token.IssuedToken;
import dev.baton.token.TokenCodec;
import dev.baton.token.VerifiedToken;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What workers work with.
 *
 * @param news what subscribers are told
 * @param nanos a clock that only runs forward, for leases
 */
record Workshop(
    Records records,
    FollowUps followUps,
    StockHolds stock,
    Intents intents,
    OrderBackend orders,
    TokenCodec codec,
    CompletionConfig config,
    FailPoint failPoint,
    Tally tally,
    News news,
    LongSupplier nanos) {

  /** The newest token of a record; null while no anchor has answered, or when it can't be read. */
  @Nullable IssuedToken newest(CheckoutRecord record) {
    return record.newest().isEmpty()
        ? null
        : codec.openFromRecord(record.checkout(), record.newest());
  }

  /** What was fixed at payment; null when it isn't known, or can't be read. */
  @Nullable Contents fixed(String checkout, Attempt attempt) {
    VerifiedToken token = sealed(checkout, attempt);
    return token == null ? null : token.checkout().contents();
  }

  /** Of what wasn't read from the attempt's own copy: other lines may cost the same. */
  boolean isFixed(Attempt attempt, Checkout state, Totals totals) {
    return codec
        .fixedDigest(state)
        .of(FixedText.of(state.contents(), totals))
        .equals(attempt.fixed());
  }

  /** The token of what was fixed at payment; null when it isn't known, or can't be read. */
  @Nullable VerifiedToken sealed(String checkout, Attempt attempt) {
    String sealed = attempt.token();
    IssuedToken token = sealed == null ? null : codec.openFromRecord(checkout, sealed);
    return token == null ? null : token.token();
  }
}
