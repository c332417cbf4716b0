package dev.baton.payment;

import dev.baton.payment.CheckoutRecord.Phase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is made of an intent that a provider's event has pointed to. Attempts are compared, not
 * epochs: they alone say whether a payment is the one that counts.
 */
public sealed interface Hint {
  /**
   * Go on from this record.
   *
   * @param sure whether it can be relied on; if not, the order backend is asked first
   */
  record Recover(CheckoutRecord record, boolean sure) implements Hint {}

  /** The record is behind: whoever knows more will write it. */
  record Behind() implements Hint {}

  /** It is none of ours, or at rest already. */
  record Nothing() implements Hint {}

  /**
   * What the reconciler does about a record. Of one that is open it asks the order backend first: a
   * late worker's order may be on the list of unsettled ones, though the record, which was lost and
   * made anew, doesn't know of it. Of any other, its next step finds out.
   */
  static Recover reconciling(CheckoutRecord record) {
    return new Recover(record, record.phase() != Phase.OPEN);
  }

  /** What an intent means for the record of its checkout. */
  static Hint of(CheckoutRecord record, PaymentIntent intent) {
    Attempt attempt = record.attempt();
    boolean own = attempt != null && attempt.id().equals(intent.attempt());
    boolean buried = record.dead().stream().anyMatch(dead -> dead.id().equals(intent.attempt()));
    if (own || buried) {
      return new Recover(record, true);
    }
    Attempt stranger = Attempt.of(intent);
    if (stranger == null || !intent.live()) {
      return new Nothing();
    }
    if (record.canTakeUp(stranger.id())) {
      // The record that knew of it was lost, or its last write. Had another payment, or a
      // cancellation, come after it, the order backend would say so, which is asked first.
      return new Recover(begun(record, stranger), false);
    }
    boolean ahead = stranger.epoch() > record.epoch() && !record.ended();
    boolean undecided = record.underWay() && !record.knowsOf(stranger.id());
    if (ahead || undecided) {
      return new Behind();
    }
    return new Recover(record.edit().bury(stranger).done(), true);
  }

  /**
   * The record of a checkout that has none any more, as it was when this payment was being made.
   *
   * @param endsAt the checkout's end, as fixed
   * @param lastsUntil how long its tokens may live
   */
  static @Nullable CheckoutRecord rebuilt(
      PaymentIntent intent, Instant endsAt, Instant lastsUntil) {
    Attempt attempt = Attempt.of(intent);
    String checkout = IntentMetadata.checkout(intent);
    if (attempt == null || checkout == null) {
      return null;
    }
    CheckoutRecord empty = CheckoutRecord.fresh(checkout, 0, null, "", endsAt);
    return begun(empty, attempt).lasting(lastsUntil);
  }

  private static CheckoutRecord begun(CheckoutRecord record, Attempt stranger) {
    RecordEditor edit = record.edit().epoch(Math.max(record.epoch(), stranger.epoch() - 1));
    Attempt before = record.attempt();
    if (before != null) {
      edit.bury(before);
    }
    return edit.attempt(stranger).done();
  }
}
