package dev.baton.payment;

import dev.baton.checkout.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Redis knows of one checkout. Except for who holds what, these are hints: the order backend's
 * register decides.
 *
 * @param epoch the fencing number
 * @param anchors the newest ones, oldest first
 * @param held who holds what: the reservation
 * @param heldUntil when the holds end; null when there are none
 * @param heldLines digest of the lines that the holds are for; null when there are none
 * @param renewals how often the reservation was extended
 * @param attempt the payment that counts; null before the first
 * @param attempts how many have reached the provider, or may have; one that is pending not yet
 * @param dead attempts that were replaced and are not yet known to be voided
 * @param order the order, once placed
 * @param verdict why completion was refused, while its payment is being undone
 * @param newest the sealed newest token
 * @param endsAt absolute end of the checkout
 * @param lastsUntil the end of every token that was ever made of it, which the record outlives
 * @param facts what subscribers are told of it, oldest first
 */
public record CheckoutRecord(
    String checkout,
    long epoch,
    Phase phase,
    List<Anchor> anchors,
    List<Held> held,
    @Nullable Instant heldUntil,
    @Nullable String heldLines,
    int renewals,
    @Nullable Attempt attempt,
    int attempts,
    List<Attempt> dead,
    @Nullable OrderFact order,
    @Nullable Refusal verdict,
    String newest,
    Instant endsAt,
    Instant lastsUntil,
    List<Fact> facts) {

  /** More anchors than any shopper passes; older ones count as forks. */
  private static final int ANCHORS_KEPT = 60;

  public CheckoutRecord {
    anchors = List.copyOf(anchors);
    held = List.copyOf(held);
    dead = List.copyOf(dead);
    // A record that an older release wrote has none.
    facts = facts == null ? List.of() : List.copyOf(facts);
  }

  /** Where a checkout stands. */
  public enum Phase {
    OPEN,
    COMPLETING,
    CANCELLING,
    COMPLETED,
    CANCELLED
  }

  /** The record of a checkout that has none yet, or none any more. */
  public static CheckoutRecord fresh(
      String checkout, long epoch, @Nullable Attempt attempt, String newest, Instant endsAt) {
    return new CheckoutRecord(
        checkout,
        epoch,
        Phase.OPEN,
        List.of(),
        List.of(),
        null,
        null,
        0,
        attempt,
        attempt == null ? 0 : 1,
        List.of(),
        null,
        null,
        newest,
        endsAt,
        endsAt,
        List.of());
  }

  /** Whether it became an order or was cancelled. */
  public boolean ended() {
    return phase == Phase.COMPLETED || phase == Phase.CANCELLED;
  }

  /** Whether it is on its way there. */
  public boolean underWay() {
    return phase == Phase.COMPLETING || phase == Phase.CANCELLING;
  }

  /** The newest anchor, if there is one. */
  public @Nullable Anchor lastAnchor() {
    return anchors.isEmpty() ? null : anchors.getLast();
  }

  /** Whether a token went into, or came out of, one of the anchors. */
  public boolean knows(String jti) {
    return anchors.stream().anyMatch(anchor -> anchor.knows(jti));
  }

  /** Whether money was seen to be blocked for it, by a payment that isn't known to be undone. */
  public boolean paid() {
    return phase == Phase.COMPLETED
        || Stream.concat(Stream.ofNullable(attempt), dead.stream()).anyMatch(Attempt::paid);
  }

  /** Whether a payment stands that may still become an order. */
  public boolean paymentStands() {
    return attempt != null && !attempt.barred() && attempt.lives();
  }

  /** Whether a payment can't become an order any more, and isn't known to be undone. */
  boolean paymentToUndo() {
    return attempt != null && attempt.barred() && attempt.lives();
  }

  /** This after another anchor. */
  public CheckoutRecord passed(Anchor anchor) {
    List<Anchor> all = new ArrayList<>(anchors);
    all.add(anchor);
    while (all.size() > ANCHORS_KEPT) {
      all.removeFirst();
    }
    return edit().epoch(epoch + 1).anchors(all).done();
  }

  /** This with a new sealed token of this {@code jti}, which the newest anchor answers with. */
  public CheckoutRecord answering(String jti, String sealed) {
    List<Anchor> all = new ArrayList<>(anchors);
    if (!all.isEmpty()) {
      all.set(all.size() - 1, all.getLast().answered(jti));
    }
    return edit().anchors(all).newest(sealed).done();
  }

  /** This with these holds. */
  public CheckoutRecord holding(
      List<Held> newHeld, @Nullable Instant until, @Nullable String lines, int newRenewals) {
    return edit().held(newHeld, until, lines).renewals(newRenewals).done();
  }

  /** This with an earlier end; a later one is ignored. */
  public CheckoutRecord endingAt(Instant end) {
    return end.isBefore(endsAt) ? edit().endsAt(end).done() : this;
  }

  /** This, to be kept until a later time; an earlier one is ignored. */
  public CheckoutRecord lasting(Instant until) {
    return until.isAfter(lastsUntil) ? edit().lastsUntil(until).done() : this;
  }

  /** This with something to tell; what it states already it doesn't state again. */
  public CheckoutRecord stating(Fact fact) {
    if (facts.stream().anyMatch(other -> other.id().equals(fact.id()))) {
      return this;
    }
    List<Fact> all = new ArrayList<>(facts);
    all.add(fact);
    return edit().facts(all).done();
  }

  /**
   * This after a write was lost that a token shows: the token's epoch and payment count, what is
   * held and what has yet to be voided stays known.
   */
  public CheckoutRecord overtakenBy(CheckoutRecord shown) {
    RecordEditor edit = edit().epoch(shown.epoch).endsAt(shown.endsAt).newest("");
    if (shown.attempt == null) {
      return edit.done();
    }
    if (attempt != null && attempt.id().equals(shown.attempt.id())) {
      return edit.done().answered(shown.attempt);
    }
    if (attempt != null) {
      edit.bury(attempt).attempts(attempts + 1);
    }
    return edit.attempt(shown.attempt).done();
  }

  /** This with what a token shows of its attempt, if a worker was about to find that out. */
  private CheckoutRecord answered(Attempt shown) {
    return attempt != null && attempt.pending()
        ? edit().attempt(attempt.withStatus(shown.status())).attempts(attempts + 1).done()
        : this;
  }

  /**
   * Whether this record has ever known a payment. No token of its own epoch names one that it
   * didn't know, unless that token came of a record that was lost since: a payment gets into a
   * token by the write that passes its anchor, and what is replaced was barred before.
   */
  boolean knowsOf(String attemptId) {
    return (attempt != null && attempt.id().equals(attemptId))
        || dead.stream().anyMatch(one -> one.id().equals(attemptId))
        || anchors.stream().anyMatch(anchor -> anchor.made(checkout, attemptId));
  }

  /** Whether a payment of a record that was lost may count in this one. */
  boolean canTakeUp(String attemptId) {
    boolean free = attempt == null || (!attempt.pending() && !paymentStands());
    return phase == Phase.OPEN && free && !knowsOf(attemptId);
  }

  /**
   * This with a payment that a token shows and that this record, which was made anew since, never
   * knew: not to be relied on before the order backend was asked, which has barred what was
   * replaced. Null when the record has known it, or has one of its own that counts.
   */
  public @Nullable CheckoutRecord takingUp(@Nullable Attempt shown) {
    if (shown == null || !shown.lives()) {
      return null;
    }
    if (phase == Phase.OPEN
        && attempt != null
        && attempt.pending()
        && attempt.id().equals(shown.id())) {
      return answered(shown);
    }
    if (!canTakeUp(shown.id())) {
      return null;
    }
    RecordEditor edit = edit().attempts(attempts + 1);
    if (attempt != null) {
      edit.bury(attempt);
    }
    return edit.attempt(shown).done();
  }

  RecordEditor edit() {
    return new RecordEditor(this);
  }

  @Override
  public String toString() {
    return "CheckoutRecord[" + checkout + ", " + epoch + ", " + phase + "]";
  }
}
