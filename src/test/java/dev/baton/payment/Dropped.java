package dev.baton.payment;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What comes of an effect where a rule is dropped: it is left out, or done against the rule. */
record Dropped(Rule rule, Neighbours neighbours) {
  Answer perform(Effect effect) {
    if (effect instanceof Effect.Place(Attempt attempt) && rule == Rule.PLACE_FIRST_CAPTURE_AFTER) {
      neighbours.perform(new Effect.Capture(attempt));
    }
    if (effect instanceof Effect.Settle(String attempt, boolean paid)
        && !paid
        && rule == Rule.SETTLED_UNPAID_BARS_THE_ATTEMPT) {
      Answer answer = neighbours.perform(effect);
      neighbours.barred.remove(attempt);
      return answer;
    }
    Answer pretended = pretended(effect);
    return pretended == null ? neighbours.perform(effect) : pretended;
  }

  private @Nullable Answer pretended(Effect effect) {
    return switch (effect) {
      case Effect.Revoke revoke when rule == Rule.REVOKE_BEFORE_VOID_OR_REPLACE ->
          new Answer.RevokeAnswer(new OrderBackend.Revoked.Barred());
      case Effect.Close close when rule == Rule.CLOSE_BEFORE_VOID ->
          new Answer.CloseAnswer(new OrderBackend.Closed.Done());
      case Effect.GiveUp(Attempt attempt) when rule == Rule.VOID_BEFORE_CANCELLED ->
          as(attempt, PaymentIntent.Status.CANCELLED);
      case Effect.Settle settle
          when rule
              == (settle.paid()
                  ? Rule.SETTLE_PAID_AFTER_CAPTURE
                  : Rule.SETTLE_UNPAID_AFTER_A_REFUSED_CAPTURE) ->
          new Answer.SettleAnswer(new OrderBackend.Settled.Done(List.of()));
      case Effect.LookUp lookUp when rule == Rule.ASK_THE_BACKEND_WHERE_THE_RECORD_IS_MISSING ->
          new Answer.Registered(new OrderBackend.Entry.None(Set.of()));
      case Effect.FetchIntent(Attempt attempt) when rule == Rule.REVALIDATE_THE_INTENT ->
          as(attempt, PaymentIntent.Status.AUTHORIZED);
      case Effect.Create create
          when rule == Rule.KEYS_BY_ATTEMPT_NEVER_BY_CHECKOUT && !neighbours.intents.isEmpty() ->
          new Answer.Intent(neighbours.intent(neighbours.intents.keySet().iterator().next()));
      case Effect.Place place when rule == Rule.ONE_ORDER_A_CHECKOUT -> placedAnew(place);
      case Effect.Place place
          when rule == Rule.A_REFUSAL_IS_REMEMBERED_FOR_THE_ATTEMPT_ONLY
              && neighbours.order == null
              && !neighbours.refused.isEmpty() ->
          new Answer.PlaceAnswer(
              new OrderBackend.Placed.OutOfStock(List.of(new OrderBackend.Shortage("l", "s", 0))));
      default -> null;
    };
  }

  /** A backend that makes an order of each attempt. */
  private Answer placedAnew(Effect.Place place) {
    String before = neighbours.order;
    if (before != null && !before.equals(place.attempt().id()) && neighbours.units > 0) {
      neighbours.order = null;
    }
    return neighbours.perform(place);
  }

  private Answer as(Attempt attempt, PaymentIntent.Status status) {
    PaymentIntent intent = neighbours.intent(attempt.id());
    return new Answer.Intent(
        intent == null
            ? null
            : new PaymentIntent(
                intent.id(),
                intent.attempt(),
                status,
                attempt.amount(),
                intent.currency(),
                null,
                null,
                intent.metadata()));
  }
}
