package dev.baton.completion;

import dev.baton.checkout.Contents;
import dev.baton.checkout.Storefront;
import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Goal;
import dev.baton.payment.Hint;
import dev.baton.payment.IntentMetadata;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.Outcome;
import dev.baton.payment.PaymentIntent;
import dev.baton.token.IssuedToken;
import dev.baton.token.Storefronts;
import dev.baton.token.VerifiedToken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Brings checkouts to rest without their shoppers, for the reconciler and the webhook. */
final class Recovery {
  /** A payment that was left half made is first brought to an end, and then completed. */
  private static final int ROUNDS = 4;

  private final Workshop shop;
  private final Storefronts storefronts;

  Recovery(Workshop shop, Storefronts storefronts) {
    this.shop = shop;
    this.storefronts = storefronts;
  }

  /**
   * What a run has come to.
   *
   * @param record as it is now; null when there is none
   * @param now Redis' clock
   */
  record Result(Outcome outcome, @Nullable CheckoutRecord record, Instant now) {
    /** Whether there is nothing to be gained by asking again at once. */
    boolean settled() {
      return switch (outcome) {
        case Outcome.Later _, Outcome.Lost _, Outcome.StoreDown _ -> false;
        default -> true;
      };
    }
  }

  /** Whatever there is to do about a checkout. */
  Result ofCheckout(String checkout) {
    return run(
        checkout,
        found -> {
          CheckoutRecord record = found.record();
          if (record != null) {
            return Hint.reconciling(record);
          }
          CheckoutRecord lost = ordered(checkout, found.now());
          return lost == null ? new Hint.Nothing() : new Hint.Recover(lost, false);
        });
  }

  /** What has to be done because of a payment; null when it is none of ours. */
  @Nullable Result ofIntent(PaymentIntent intent) {
    String checkout = IntentMetadata.checkout(intent);
    if (checkout == null) {
      return null;
    }
    return run(
        checkout,
        found -> {
          CheckoutRecord record = found.record();
          if (record != null) {
            return Hint.of(record, intent);
          }
          CheckoutRecord rebuilt = rebuilt(checkout, intent, found.now());
          return rebuilt == null ? new Hint.Behind() : new Hint.Recover(rebuilt, false);
        });
  }

  private interface Reading {
    Hint of(Records.Found found);
  }

  private Result run(String checkout, Reading reading) {
    for (int round = 0; round < ROUNDS; round++) {
      Records.Found found = shop.records().load(checkout);
      if (found.leased()) {
        return new Result(new Outcome.Lost(), found.record(), found.now());
      }
      switch (reading.of(found)) {
        case Hint.Nothing _ -> {
          return new Result(new Outcome.AtRest(), found.record(), found.now());
        }
        case Hint.Behind _ -> {
          return new Result(new Outcome.Later(null), found.record(), found.now());
        }
        case Hint.Recover(CheckoutRecord record, boolean sure) -> {
          Worker worker = worker(found, record);
          Outcome outcome = worker.run(recover(found), sure);
          if (!(outcome instanceof Outcome.Paid)) {
            return new Result(outcome, worker.stored(), found.now());
          }
        }
      }
    }
    return new Result(new Outcome.Lost(), null, Instant.EPOCH);
  }

  private Goal.Recover recover(Records.Found found) {
    return new Goal.Recover(new Goal.Watch(found.now(), shop.config().authentication()));
  }

  private Worker worker(Records.Found found, CheckoutRecord record) {
    IssuedToken newest = shop.newest(record);
    Attempt attempt = record.attempt();
    VerifiedToken token =
        newest != null
            ? newest.token()
            : attempt == null ? null : shop.sealed(record.checkout(), attempt);
    Contents contents = token == null ? null : token.checkout().contents();
    Storefront storefront =
        contents == null ? null : storefronts.find(contents.storefront()).orElse(null);
    return new Worker(shop, storefront, found, record, contents, token, null);
  }

  /** A record that was lost, of an order that isn't settled; null when there is no such order. */
  private @Nullable CheckoutRecord ordered(String checkout, Instant now) {
    if (!(shop.orders().lookUp(checkout) instanceof OrderBackend.Entry.Ordered order)
        || Boolean.FALSE.equals(order.settled())) {
      return null;
    }
    PaymentIntent intent = order.amount() == 0 ? null : shop.intents().find(order.attempt());
    CheckoutRecord rebuilt = intent == null ? null : rebuilt(checkout, intent, now);
    Instant end = now.plus(shop.config().checkoutLife());
    return rebuilt == null ? CheckoutRecord.fresh(checkout, 0, null, "", end) : rebuilt;
  }

  /** A record that was lost, as the payment's metadata tell it; null when they can't be read. */
  private @Nullable CheckoutRecord rebuilt(String checkout, PaymentIntent intent, Instant now) {
    String sealed = IntentMetadata.token(intent.metadata());
    IssuedToken token = sealed == null ? null : shop.codec().openFromRecord(checkout, sealed);
    return token == null
        ? null
        : Hint.rebuilt(
            intent,
            token.token().checkout().contents().endsAt(),
            now.plus(shop.config().checkoutLife()));
  }
}
