package dev.baton.completion;

import static dev.baton.completion.Fencing.refused;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Moves;
import dev.baton.checkout.Refusal;
import dev.baton.checkout.Steps;
import dev.baton.checkout.Storefront;
import dev.baton.payment.Anchor;
import dev.baton.payment.Anchor.Kind;
import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Goal;
import dev.baton.payment.Outcome;
import dev.baton.payment.Screening;
import dev.baton.reservation.RedisUnavailableException;
import dev.baton.token.IssuedToken;
import dev.baton.token.VerifiedToken;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The anchors: fence, then the anchor's own conditions, then a worker. */
final class DefaultAnchors implements Anchors {
  private final Workshop shop;
  private final Conditions conditions;
  private final Fencing fencing;
  private final Reserving reserving;
  private final EnteringPayment payment;

  DefaultAnchors(Workshop shop, Steps steps, Screening screening, InstantSource clock) {
    this.shop = shop;
    this.conditions = new Conditions(shop, steps.limits(), clock);
    this.fencing = new Fencing(shop, conditions);
    this.reserving = new Reserving(shop, fencing);
    this.payment = new EnteringPayment(shop, conditions, steps, screening, clock, fencing);
  }

  @Override
  public AnchorResult reserve(
      VerifiedToken token, Storefront storefront, @Nullable Long expectedTotal, String body) {
    return fencing.anchored(
        Anchor.called(Kind.RESERVE, token.jti(), body),
        token,
        storefront,
        call -> {
          Refusal refusal = conditions.stepRefused(call.state(), storefront, Moves.RESERVE);
          if (refusal == null && expectedTotal != null) {
            refusal = conditions.otherTotal(call.state(), call.state(), storefront, expectedTotal);
          }
          return refusal == null ? fencing.leased(call, reserving::reserve) : refused(refusal);
        });
  }

  @Override
  public AnchorResult release(VerifiedToken token, Storefront storefront, String body) {
    return fencing.anchored(
        Anchor.called(Kind.RELEASE, token.jti(), body),
        token,
        storefront,
        call -> {
          Refusal refusal = conditions.stepRefused(call.state(), storefront, Moves.RELEASE);
          return refusal == null ? fencing.leased(call, reserving::release) : refused(refusal);
        });
  }

  @Override
  public AnchorResult pay(
      VerifiedToken token, Storefront storefront, PayCommand command, String body) {
    return fencing.anchored(
        Anchor.called(Kind.PAY, token.jti(), body),
        token,
        storefront,
        call -> {
          Attempt begun = call.record().attempt();
          String id = Attempt.id(call.record().checkout(), token.jti(), body);
          if (begun != null && begun.pending() && begun.id().equals(id)) {
            Contents fixed = shop.fixed(call.record().checkout(), begun);
            if (fixed != null) {
              return payment.pay(call, command, fixed, begun);
            }
          }
          return payment.anew(call, command, id);
        });
  }

  @Override
  public AnchorResult complete(
      VerifiedToken token, Storefront storefront, long expectedTotal, String body) {
    return fencing.anchored(
        Anchor.called(Kind.COMPLETE, token.jti(), body),
        token,
        storefront,
        call -> {
          Refusal refusal = conditions.completeRefused(call.state(), storefront);
          if (refusal == null) {
            refusal = conditions.otherTotal(call.state(), call.state(), storefront, expectedTotal);
          }
          Worker worker = fencing.worker(call, call.state().contents(), null);
          if (refusal != null) {
            return unlessOrdered(refusal, worker, call);
          }
          Outcome outcome = worker.run(new Goal.Complete(call.anchor()), call.sure());
          return fencing.answer(outcome, worker, call);
        });
  }

  /**
   * Refuses what isn't paid, as far as the record knows. One that was lost, or began anew since,
   * doesn't know of an order, and any genuine token gets it: the backend is asked first.
   */
  private @Nullable AnchorResult unlessOrdered(Refusal refusal, Worker worker, Call call) {
    if (call.sure() && call.record().attempts() > 0) {
      return refused(refusal);
    }
    Outcome outcome = worker.run(new Goal.Recover(), false);
    return outcome instanceof Outcome.AtRest
        ? refused(refusal)
        : fencing.answer(outcome, worker, call);
  }

  @Override
  public AnchorResult cancel(VerifiedToken token, Storefront storefront, String body) {
    return fencing.anchored(
        Anchor.called(Kind.CANCEL, token.jti(), body),
        token,
        storefront,
        call -> {
          Refusal refusal = conditions.stepRefused(call.state(), storefront, Moves.CANCEL);
          if (refusal != null) {
            return refused(refusal);
          }
          Worker worker = fencing.worker(call, call.state().contents(), null);
          boolean sure = call.sure() && call.found().record() != null;
          return fencing.answer(worker.run(new Goal.Cancel(call.anchor()), sure), worker, call);
        });
  }

  @Override
  public IssuedToken fold(VerifiedToken token) {
    String checkout = token.checkout().contents().id();
    try {
      Records.Found found = shop.records().load(checkout);
      CheckoutRecord record = found.record();
      if (record != null) {
        IssuedToken newest = shop.newest(record);
        if (newest != null && record.ended()) {
          return newest;
        }
        switch (fencing.fence(found, token)) {
          case Fence.Older older when newest != null -> {
            return newest;
          }
          case Fence.Level level when !record.anchors().isEmpty() -> {
            Checkout state = Projection.of(record, token.checkout().contents());
            return shop.codec().sealAnchored(state, token);
          }
          default -> {
            // A fork, or a record that is behind, says nothing of this token.
          }
        }
      }
    } catch (RedisUnavailableException e) {
      // Refresh goes without it.
    }
    return shop.codec().sealAnchored(token.checkout(), token);
  }
}
