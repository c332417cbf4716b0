package dev.baton.payment;

import dev.baton.checkout.Order;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Refusal;
import dev.baton.payment.CheckoutRecord.Phase;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a worker makes of the answer to its effect; the other half of {@link Completion}. */
final class Learning {
  private Learning() {}

  static Task from(Task task, Answer answer) {
    return switch (answer) {
      case Answer.Saved(CheckoutRecord record) -> saved(task, record);
      // Whoever has lost the lease stops: the record isn't this worker's to judge any more.
      case Answer.Lost() -> task.decide(new Outcome.Lost());
      case Answer.StoreDown() -> storeDown(task);
      case Answer.Registered(OrderBackend.Entry entry) -> registered(task, entry);
      case Answer.NowHeld held ->
          task.with(task.record().edit().held(held.held(), held.until(), held.lines()).done())
              .with(heldNow(task));
      case Answer.TooFew(Refusal refusal) -> tooFew(task, refusal);
      case Answer.Released() ->
          task.with(task.record().edit().heldNothing().done()).with(task.known().nowReleased());
      case Answer.Intent(PaymentIntent intent) -> intent(task, intent);
      case Answer.UnknownMethod() -> unknownMethod(task);
      case Answer.PlaceAnswer(OrderBackend.Placed placed) -> placed(task, placed);
      case Answer.SettleAnswer(OrderBackend.Settled settled) -> settled(task, settled);
      case Answer.RevokeAnswer(OrderBackend.Revoked revoked) -> revoked(task, revoked);
      case Answer.CloseAnswer(OrderBackend.Closed closed) -> closed(task, closed);
      case Answer.Fault(ProviderException.Kind kind) -> fault(task, kind);
    };
  }

  private static Task saved(Task task, CheckoutRecord record) {
    boolean lease = task.doing() instanceof Effect.Save save && save.lease();
    return task.saved(record, lease);
  }

  private static Task storeDown(Task task) {
    return task.doing() instanceof Effect.Hold hold && holdIsOptional(hold)
        ? withoutHold(task)
        : task.decide(new Outcome.StoreDown());
  }

  private static Task registered(Task task, OrderBackend.Entry entry) {
    Task asked = task.with(task.known().asked());
    return switch (entry) {
      case OrderBackend.Entry.Ordered ordered when ordered.settled() == null || ordered.settled() ->
          finish(
              asked,
              ordered.order(),
              Objects.requireNonNullElseGet(
                  known(task.record(), ordered.attempt()),
                  () ->
                      Attempt.ofOrder(ordered.attempt(), ordered.amount(), task.record().epoch())),
              ordered.settled() != null);
      case OrderBackend.Entry.Ordered undone -> noOrder(asked, undone.attempt()::equals);
      case OrderBackend.Entry.ClosedForGood() -> isClosed(asked);
      case OrderBackend.Entry.None none -> noOrder(asked, none.barred()::contains);
    };
  }

  private static Task noOrder(Task task, Predicate<String> barred) {
    if (task.record().phase() == Phase.COMPLETING) {
      // The place that wasn't answered may still arrive: nothing is certain.
      return task.decide(new Outcome.Later(ProviderException.Kind.UNKNOWN));
    }
    if (task.goal() instanceof Goal.Pay pay && barred.test(pay.attempt().id())) {
      return task.decide(new Outcome.AttemptUsedUp());
    }
    Attempt current = task.record().attempt();
    return current != null && barred.test(current.id())
        ? task.with(task.record().edit().attempt(current.revoked()).done())
        : task;
  }

  private static Task isClosed(Task task) {
    return task.with(task.record().edit().phase(Phase.CANCELLING).verdict(null).done())
        .with(task.known().nowClosed());
  }

  /**
   * There is an order. Of an attempt that the record doesn't know, only the register says what it
   * is for, and so whether there is a payment at all.
   */
  private static Task ordered(Task task, Order order, String attempt, boolean settled) {
    Attempt its = known(task.record(), attempt);
    return its == null ? task.with(task.known().unsure()) : finish(task, order, its, settled);
  }

  private static @Nullable Attempt known(CheckoutRecord record, String attempt) {
    Attempt current = record.attempt();
    if (current != null && current.id().equals(attempt)) {
      return current;
    }
    return record.dead().stream()
        .filter(dead -> dead.id().equals(attempt))
        .findFirst()
        .orElse(null);
  }

  /** There is an order, ours or another attempt's: it is finished, whatever was wanted. */
  private static Task finish(Task task, Order order, Attempt its, boolean settled) {
    RecordEditor edit = task.record().edit();
    Attempt current = task.record().attempt();
    if (current == null || !current.id().equals(its.id())) {
      if (current != null) {
        edit.bury(current);
      }
      edit.forget(its.id()).attempt(its);
    }
    return task.with(
        edit.phase(Phase.COMPLETING).placed(order, its.id(), settled).verdict(null).done());
  }

  private static Task tooFew(Task task, Refusal refusal) {
    return task.doing() instanceof Effect.Hold hold && holdIsOptional(hold)
        ? withoutHold(task)
        : task.decide(new Outcome.Unchanged(refusal));
  }

  private static boolean holdIsOptional(Effect.Hold hold) {
    return hold.term() != Effect.Term.HOLD;
  }

  private static boolean relaxing(Task task) {
    return task.doing() instanceof Effect.Hold(Effect.Term term) && term == Effect.Term.RELAX;
  }

  private static Task.Known heldNow(Task task) {
    if (task.doing() instanceof Effect.Hold(Effect.Term term)) {
      return switch (term) {
        case HOLD -> task.known().nowHeld();
        case COMMIT -> task.known().nowCommitted();
        case RELAX -> task.known().nowReleased();
      };
    }
    throw new IllegalStateException("nothing was to be held");
  }

  /** A payment that stands isn't stopped; without one, what can't be kept is given back. */
  private static Task withoutHold(Task task) {
    return relaxing(task)
        ? task.with(task.record().edit().heldNothing().done())
        : task.with(task.known().nowCommitted());
  }

  private static Task unknownMethod(Task task) {
    return task.with(task.record().edit().attempt(null).done())
        .decide(
            new Outcome.Unchanged(
                Refusal.at(
                    ProblemType.UNKNOWN_PAYMENT_METHOD,
                    "/method",
                    "There is no such payment method.")));
  }

  private static Task intent(Task task, @Nullable PaymentIntent intent) {
    Attempt about = task.about();
    Task knows = task.with(task.known().saw(about.id(), intent));
    if (task.doing() instanceof Effect.Capture) {
      knows = knows.with(knows.known().tried());
    }
    CheckoutRecord record = task.record();
    boolean buried = record.dead().stream().anyMatch(dead -> dead.id().equals(about.id()));
    if (task.doing() instanceof Effect.GiveUp) {
      knows = knows.with(knows.known().gaveUp(about.id()));
      if (intent != null && intent.live() && intent.status() != PaymentIntent.Status.CAPTURED) {
        // The void has left it alive, and not even captured.
        return buried
            ? knows.with(knows.known().skipping(about.id()))
            : knows.decide(new Outcome.Later(null));
      }
    }
    if (buried && (intent == null || !intent.live())) {
      return knows.with(record.edit().forget(about.id()).done());
    }
    Attempt current = record.attempt();
    if (intent == null || current == null || !current.id().equals(about.id())) {
      return knows;
    }
    boolean beingMade = record.phase() == Phase.OPEN && current.pending();
    return beingMade ? knows : knows.with(record.edit().attempt(current.seen(intent)).done());
  }

  private static Task placed(Task task, OrderBackend.Placed placed) {
    Attempt current = task.attempt();
    RecordEditor edit = task.record().edit();
    return switch (placed) {
      case OrderBackend.Placed.Accepted accepted ->
          task.with(edit.placed(accepted.order(), current.id(), false).done())
              .with(task.known().counting(accepted.stock()));
      // One order a checkout: ours is voided and the first is finished.
      case OrderBackend.Placed.OtherAttempt other ->
          ordered(task, other.order(), other.attempt(), false);
      case OrderBackend.Placed.OutOfStock(var lines) ->
          task.with(edit.verdict(Verdicts.outOfStock(lines)).done());
      case OrderBackend.Placed.TotalChanged(long total) ->
          task.with(edit.verdict(Verdicts.totalChanged(current.amount(), total)).done());
      case OrderBackend.Placed.Rejected(String code) ->
          task.with(edit.verdict(Verdicts.rejected(code)).done());
      case OrderBackend.Placed.AttemptRevoked() ->
          task.with(edit.attempt(current.revoked()).verdict(Verdicts.PAYMENT_REQUIRED).done());
      case OrderBackend.Placed.CheckoutClosed() -> isClosed(task);
    };
  }

  private static Task settled(Task task, OrderBackend.Settled settled) {
    CheckoutRecord record = task.record();
    OrderFact order = Objects.requireNonNull(record.order());
    boolean paid = task.doing() instanceof Effect.Settle settle && settle.paid();
    return switch (settled) {
      case OrderBackend.Settled.Done(var stock) ->
          paid
              ? task.with(record.edit().order(order.paid()).done())
              : undone(task).with(task.known().counting(stock));
      case OrderBackend.Settled.NoSuchOrder() -> undone(task);
      case OrderBackend.Settled.Contradicts(boolean wasPaid) ->
          wasPaid ? task.with(record.edit().order(order.paid()).done()) : undone(task);
    };
  }

  /** The backend has no order any more: whatever money there is goes back. */
  private static Task undone(Task task) {
    PaymentIntent intent = task.intent(task.attempt());
    Refusal verdict =
        intent == null || intent.live() ? Verdicts.rejected("undone") : Verdicts.declined(intent);
    return task.with(task.record().edit().order(null).verdict(verdict).done());
  }

  private static Task revoked(Task task, OrderBackend.Revoked revoked) {
    String attempt = ((Effect.Revoke) task.doing()).attempt();
    CheckoutRecord record = task.record();
    return switch (revoked) {
      case OrderBackend.Revoked.Barred() -> task.with(barred(record, attempt));
      case OrderBackend.Revoked.IsTheOrder(Order order, boolean settled) ->
          ordered(task, order, attempt, settled);
    };
  }

  private static CheckoutRecord barred(CheckoutRecord record, String attempt) {
    Attempt current = record.attempt();
    if (current != null && current.id().equals(attempt)) {
      return record.edit().attempt(current.revoked()).done();
    }
    return record.dead().stream()
        .filter(dead -> dead.id().equals(attempt))
        .findFirst()
        .map(dead -> record.edit().bury(dead.revoked()).done())
        .orElse(record);
  }

  private static Task closed(Task task, OrderBackend.Closed closed) {
    return switch (closed) {
      case OrderBackend.Closed.Done() -> task.with(task.known().nowClosed());
      case OrderBackend.Closed.HasOrder(Order order, String attempt) ->
          ordered(task, order, attempt, false);
    };
  }

  /** What isn't known is asked again with the same key, then looked up; it is never guessed. */
  private static Task fault(Task task, ProviderException.Kind kind) {
    boolean perhaps = kind != ProviderException.Kind.NOT_SENT;
    boolean lookNow = kind == ProviderException.Kind.CONTRACT || task.again() > 0;
    if (perhaps && !lookNow) {
      return task;
    }
    Outcome later = new Outcome.Later(kind);
    return switch (task.doing()) {
      case Effect.Hold hold when holdIsOptional(hold) -> withoutHold(task);
      case Effect.Place place when perhaps -> task.with(task.known().unsure());
      case Effect.Capture capture when perhaps ->
          task.with(task.known().tried().forgetting(capture.attempt().id()));
      case Effect.Create create when perhaps ->
          task.with(task.known().skipping(create.attempt().id()));
      case Effect.Create create when task.known().begun() && task.again() == 0 ->
          // The provider certainly has nothing of it.
          task.with(task.record().edit().attempt(null).done()).decide(later);
      case Effect.FetchIntent fetch -> waitOrSkip(task, fetch.attempt().id(), later);
      case Effect.GiveUp giveUp -> waitOrSkip(task, giveUp.attempt().id(), later);
      case Effect.Refund refund -> waitOrSkip(task, refund.attempt().id(), later);
      default -> task.decide(later);
    };
  }

  /** A replaced attempt can wait for its undoing; the one that counts can't. */
  private static Task waitOrSkip(Task task, String attempt, Outcome later) {
    boolean buried = task.record().dead().stream().anyMatch(dead -> dead.id().equals(attempt));
    return buried && task.record().phase() != Phase.CANCELLING
        ? task.with(task.known().skipping(attempt))
        : task.decide(later);
  }
}
