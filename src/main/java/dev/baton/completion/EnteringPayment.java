package dev.baton.completion;

import static dev.baton.completion.Fencing.refused;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Moves;
import dev.baton.checkout.Payment;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.StepResult;
import dev.baton.checkout.Steps;
import dev.baton.checkout.Storefront;
import dev.baton.checkout.Totals;
import dev.baton.completion.Anchors.PayCommand;
import dev.baton.payment.Attempt;
import dev.baton.payment.Goal;
import dev.baton.payment.Outcome;
import dev.baton.payment.PaymentIntent;
import dev.baton.payment.Screening;
import dev.baton.token.IssuedToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entering payment: asks every quote again, screens for fraud, and fixes what is bought. */
final class EnteringPayment {
  private final Workshop shop;
  private final Conditions conditions;
  private final Steps steps;
  private final Screening screening;
  private final InstantSource clock;
  private final Fencing fencing;

  EnteringPayment(
      Workshop shop,
      Conditions conditions,
      Steps steps,
      Screening screening,
      InstantSource clock,
      Fencing fencing) {
    this.shop = shop;
    this.conditions = conditions;
    this.steps = steps;
    this.screening = screening;
    this.clock = clock;
    this.fencing = fencing;
  }

  /** A first payment, or another than the one that was begun. */
  @Nullable AnchorResult anew(Call call, PayCommand command, String id) {
    Storefront storefront = call.storefront();
    Attempt begun = call.record().attempt();
    int made = call.record().attempts() + (begun != null && begun.pending() ? 1 : 0);
    if (made >= shop.config().attempts()) {
      return refused(
          Refusal.of(ProblemType.TOO_MANY_ATTEMPTS, "This checkout can't be paid any more."));
    }
    Checkout quoted;
    switch (steps.requote(
        call.state(), storefront, true, false, shop.codec().inputDigest(call.state()))) {
      case StepResult.Accepted accepted -> quoted = accepted.checkout();
      case StepResult.Refused refused -> {
        return refused(refused.refusal());
      }
    }
    Refusal refusal = conditions.stepRefused(quoted, storefront, Moves.PAY);
    if (refusal == null) {
      refusal = conditions.otherTotal(call.state(), quoted, storefront, command.expectedTotal());
    }
    Totals totals = Totals.of(quoted, storefront);
    if (refusal == null
        && screening.screen(quoted.contents(), totals) == Screening.Verdict.REFUSE) {
      refusal =
          Refusal.of(ProblemType.PAYMENT_REFUSED, "This checkout can't be paid as it stands.");
    }
    return refusal == null
        ? pay(call, command, quoted.contents(), attempt(call, command, quoted, totals, id))
        : refused(refusal);
  }

  /** Fixes what is bought. */
  private Attempt attempt(
      Call call, PayCommand command, Checkout quoted, Totals totals, String id) {
    long epoch = call.record().epoch() + 1;
    Contents contents =
        quoted
            .contents()
            .withRevision(quoted.contents().revision() + 1)
            .withEpoch(epoch)
            .endingAt(clock.instant().plus(shop.config().paymentEntered()));
    String fixed = conditions.fixed(quoted, call.storefront());
    Payment payment = new Payment(Payment.Status.PROCESSING, id, fixed, totals.due(), null);
    // Too large already, or without room for the order, it is refused here: nothing was done yet.
    IssuedToken token =
        shop.codec().seal(new Checkout.Open(contents, Reservation.NONE, payment), call.token());
    return new Attempt(
        id,
        null,
        totals.due(),
        contents.currency(),
        fixed,
        null,
        null,
        epoch,
        call.token().jti(),
        command.autoComplete(),
        false,
        shop.codec().sealForRecord(token),
        call.found().now());
  }

  /** Pays with an attempt, which may have been begun by a call before. */
  @Nullable AnchorResult pay(Call call, PayCommand command, Contents contents, Attempt attempt) {
    Worker worker = fencing.worker(call, contents, command);
    Instant endsBy = clock.instant().plus(shop.config().paymentEntered());
    Outcome outcome = worker.run(new Goal.Pay(attempt, call.anchor(), endsBy), call.sure());
    return switch (outcome) {
      case Outcome.Paid(PaymentIntent intent) ->
          new AnchorResult.Done(fencing.token(worker, call), intent.nextAction());
      case Outcome.AttemptUsedUp() ->
          refused(
              Refusal.of(
                      ProblemType.PAYMENT_REFUSED, "That payment was undone; pay with this token.")
                  .mendedBy(List.of(Moves.PAY)),
              fencing.renewed(worker, call));
      default -> fencing.answer(outcome, worker, call);
    };
  }
}
