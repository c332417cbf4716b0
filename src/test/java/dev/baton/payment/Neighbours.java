package dev.baton.payment;

import dev.baton.checkout.Order;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import dev.baton.payment.PaymentIntent.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The order backend and the payment provider as their contracts say, for one checkout that wants
 * one unit. They never forget.
 */
final class Neighbours {
  static final Order ORDER = new Order("o1", "B-1", null, Instant.EPOCH, Order.Status.PLACED);
  private static final Refusal SHORT = Refusal.of(ProblemType.OUT_OF_STOCK, "sold");

  @Nullable String order;
  @Nullable Boolean settled;
  boolean closed;
  final Set<String> barred = new TreeSet<>();
  final Set<String> undone = new TreeSet<>();
  final Set<String> refused = new TreeSet<>();
  int units = 1;

  /** Whether units are held as long as the record; whatever else is held ends by itself. */
  boolean committing;

  /** Intents by attempt: status, and the epoch in their metadata. */
  final Map<String, Status> intents = new TreeMap<>();

  final Map<String, Long> epochs = new TreeMap<>();

  /** Attempts whose captures the provider will refuse for good. */
  final Set<String> refusesCapture = new TreeSet<>();

  /** Attempts whose shopper has to authenticate first. */
  final Set<String> challenged = new TreeSet<>();

  /** Attempts whose intents are for another amount than what was fixed. */
  final Set<String> tampered = new TreeSet<>();

  Neighbours copy() {
    Neighbours copy = new Neighbours();
    copy.order = order;
    copy.settled = settled;
    copy.closed = closed;
    copy.barred.addAll(barred);
    copy.undone.addAll(undone);
    copy.refused.addAll(refused);
    copy.units = units;
    copy.committing = committing;
    copy.intents.putAll(intents);
    copy.epochs.putAll(epochs);
    copy.refusesCapture.addAll(refusesCapture);
    copy.challenged.addAll(challenged);
    copy.tampered.addAll(tampered);
    return copy;
  }

  List<Object> key() {
    return List.of(
        Optional.ofNullable(order),
        Optional.ofNullable(settled),
        closed,
        List.copyOf(barred),
        List.copyOf(undone),
        List.copyOf(refused),
        units,
        committing,
        Map.copyOf(intents),
        List.copyOf(refusesCapture),
        List.copyOf(challenged),
        List.copyOf(tampered));
  }

  Answer perform(Effect effect) {
    return switch (effect) {
      case Effect.LookUp() -> new Answer.Registered(entry());
      case Effect.Hold(Effect.Term term) -> hold(term);
      case Effect.ReleaseHolds(var figures) -> {
        committing = false;
        yield new Answer.Released();
      }
      case Effect.FetchIntent(Attempt attempt) -> new Answer.Intent(intent(attempt.id()));
      case Effect.Create(Attempt attempt) -> create(attempt);
      case Effect.Capture(Attempt attempt) ->
          move(
              attempt,
              Status.AUTHORIZED,
              refusesCapture.contains(attempt.id()) ? Status.FAILED : Status.CAPTURED);
      case Effect.GiveUp(Attempt attempt) -> voided(attempt);
      case Effect.Refund(Attempt attempt) -> move(attempt, Status.CAPTURED, Status.REFUNDED);
      case Effect.Place(Attempt attempt) -> new Answer.PlaceAnswer(place(attempt.id()));
      case Effect.Settle(String attempt, boolean paid) ->
          new Answer.SettleAnswer(settle(attempt, paid));
      case Effect.Revoke(String attempt) -> new Answer.RevokeAnswer(revoke(attempt));
      case Effect.Close() -> new Answer.CloseAnswer(close());
      case Effect.Save save -> throw new IllegalArgumentException("Redis' business");
      case Effect.Finished finished -> throw new IllegalArgumentException("nobody's business");
    };
  }

  private Answer hold(Effect.Term term) {
    if (units == 0 && order == null && term != Effect.Term.RELAX) {
      return new Answer.TooFew(SHORT);
    }
    committing =
        switch (term) {
          // An earlier payment's units aren't held for less.
          case HOLD -> committing;
          case COMMIT -> true;
          case RELAX -> false;
        };
    return new Answer.NowHeld(List.of(new Held("s", "l", 1)), Instant.EPOCH, "h");
  }

  private OrderBackend.Entry entry() {
    if (order != null) {
      return new OrderBackend.Entry.Ordered("c", ORDER, order, 100, settled);
    }
    return closed
        ? new OrderBackend.Entry.ClosedForGood()
        : new OrderBackend.Entry.None(Set.copyOf(barred));
  }

  private OrderBackend.Placed place(String attempt) {
    if (closed) {
      return new OrderBackend.Placed.CheckoutClosed();
    }
    if (order != null) {
      return order.equals(attempt)
          ? new OrderBackend.Placed.Accepted(ORDER, List.of())
          : new OrderBackend.Placed.OtherAttempt(ORDER, order);
    }
    if (barred.contains(attempt)) {
      return new OrderBackend.Placed.AttemptRevoked();
    }
    if (units == 0 || refused.contains(attempt)) {
      refused.add(attempt);
      return new OrderBackend.Placed.OutOfStock(List.of(new OrderBackend.Shortage("l", "s", 0)));
    }
    units--;
    order = attempt;
    settled = null;
    return new OrderBackend.Placed.Accepted(ORDER, List.of());
  }

  private OrderBackend.Settled settle(String attempt, boolean paid) {
    if (attempt.equals(order)) {
      if (settled != null) {
        return paid
            ? new OrderBackend.Settled.Done(List.of())
            : new OrderBackend.Settled.Contradicts(true);
      }
      if (paid) {
        settled = true;
      } else {
        order = null;
        barred.add(attempt);
        undone.add(attempt);
        units++;
      }
      return new OrderBackend.Settled.Done(List.of());
    }
    if (!undone.contains(attempt)) {
      return new OrderBackend.Settled.NoSuchOrder();
    }
    return paid
        ? new OrderBackend.Settled.Contradicts(false)
        : new OrderBackend.Settled.Done(List.of());
  }

  private OrderBackend.Revoked revoke(String attempt) {
    if (attempt.equals(order)) {
      return new OrderBackend.Revoked.IsTheOrder(ORDER, settled != null);
    }
    barred.add(attempt);
    return new OrderBackend.Revoked.Barred();
  }

  private OrderBackend.Closed close() {
    if (order != null) {
      return new OrderBackend.Closed.HasOrder(ORDER, order);
    }
    closed = true;
    return new OrderBackend.Closed.Done();
  }

  private Answer create(Attempt attempt) {
    if (!intents.containsKey(attempt.id())) {
      intents.put(
          attempt.id(),
          challenged.contains(attempt.id()) ? Status.REQUIRES_ACTION : Status.AUTHORIZED);
      epochs.put(attempt.id(), attempt.epoch());
    }
    return new Answer.Intent(intent(attempt.id()));
  }

  private Answer move(Attempt attempt, Status from, Status to) {
    intents.replace(attempt.id(), from, to);
    return new Answer.Intent(intent(attempt.id()));
  }

  private Answer voided(Attempt attempt) {
    Status status = intents.get(attempt.id());
    if (status == Status.AUTHORIZED
        || status == Status.REQUIRES_ACTION
        || status == Status.FAILED) {
      intents.put(attempt.id(), Status.CANCELLED);
    }
    return new Answer.Intent(intent(attempt.id()));
  }

  @Nullable PaymentIntent intent(String attempt) {
    Status status = intents.get(attempt);
    return status == null
        ? null
        : new PaymentIntent(
            "i" + attempt,
            attempt,
            status,
            tampered.contains(attempt) ? 50 : 100,
            "EUR",
            null,
            null,
            Map.of("fixed", "f", "jti", "j", "cid", "c", "ep", epochs.get(attempt).toString()));
  }

  /** The attempts whose money was taken. */
  List<String> captured() {
    return intents.entrySet().stream()
        .filter(entry -> entry.getValue() == Status.CAPTURED)
        .map(Map.Entry::getKey)
        .toList();
  }
}
