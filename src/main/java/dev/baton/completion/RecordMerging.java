package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import dev.baton.checkout.Storefront;
import dev.baton.payment.Anchor;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Goal;
import dev.baton.payment.Outcome;
import dev.baton.reservation.RedisUnavailableException;
import dev.baton.token.IssuedToken;
import dev.baton.token.VerifiedToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Merging by the records in Redis; ending another checkout is its cancellation. */
final class RecordMerging implements Merging {
  private static final int ROUNDS = 3;

  /** What stands for a body where a merge has ended a checkout, before the other one's id. */
  private static final String BODY = "merged into ";

  private final Workshop shop;
  private final Conditions conditions;
  private final Anchors anchors;

  RecordMerging(Workshop shop, Conditions conditions, Anchors anchors) {
    this.shop = shop;
    this.conditions = conditions;
    this.anchors = anchors;
  }

  @Override
  public CurrentResult current(VerifiedToken bearer, Storefront storefront) {
    for (int round = 0; round < ROUNDS; round++) {
      Records.Found found = shop.records().load(bearer.checkout().contents().id());
      CheckoutRecord record = found.record();
      if (record == null || record.epoch() < bearer.checkout().contents().epoch()) {
        return new CurrentResult.Nothing();
      }
      AnchorResult.Refused refused = refused(found, record, bearer);
      if (refused != null) {
        return new CurrentResult.Refused(refused);
      }
      if (!record.underWay()) {
        return newest(record, bearer);
      }
      if (!recovered(found, record, bearer, storefront)) {
        break;
      }
    }
    return new CurrentResult.Refused(conditions.busy());
  }

  private CurrentResult newest(CheckoutRecord record, VerifiedToken bearer) {
    IssuedToken newest = shop.newest(record);
    VerifiedToken token = newest == null ? bearer : newest.token();
    return Projection.of(record, token.checkout().contents()) instanceof Checkout.Open open
        ? new CurrentResult.Newest(token, open)
        : new CurrentResult.Refused(conditions.busy());
  }

  @Override
  public AnchorResult absorb(VerifiedToken bearer, VerifiedToken other, Storefront storefront) {
    Records.Found found = shop.records().load(bearer.checkout().contents().id());
    CheckoutRecord record = found.record();
    if (record != null) {
      AnchorResult.Refused refused = refused(found, record, bearer);
      if (refused != null) {
        return refused;
      }
      // Lines that went into a fork would be out of reach once the other checkout has ended.
      switch (Fence.of(record, bearer, found.now(), shop.config().checkoutLife())) {
        case Fence.Diverged _, Fence.Older _ -> {
          return conditions.diverged(found, bearer);
        }
        case Fence.Level _, Fence.Rebuilt _ -> {
          // The bearer's token is as good as any.
        }
      }
    }
    String body = BODY + bearer.checkout().contents().id() + " by " + bearer.jti();
    AnchorResult result = ofOther(anchors.cancel(other, storefront, body));
    return result instanceof AnchorResult.Done ? ownWork(result, other, body) : result;
  }

  @Override
  public @Nullable String mergedInto(String checkout) {
    try {
      CheckoutRecord record = shop.records().load(checkout).record();
      return record == null ? null : mergedInto(record);
    } catch (RedisUnavailableException e) {
      return null;
    }
  }

  static @Nullable String mergedInto(CheckoutRecord record) {
    Anchor last = record.lastAnchor();
    if (record.phase() != CheckoutRecord.Phase.CANCELLED
        || last == null
        || !last.body().startsWith(BODY)) {
      return null;
    }
    String rest = last.body().substring(BODY.length());
    int end = rest.indexOf(' ');
    // An older release has written the token's name alone.
    return end < 0 ? null : rest.substring(0, end);
  }

  /** Whoever ended it before has its lines, or wanted them gone: they come in only once. */
  private AnchorResult ownWork(AnchorResult done, VerifiedToken other, String body) {
    CheckoutRecord ended = shop.records().load(other.checkout().contents().id()).record();
    Anchor last = ended == null ? null : ended.lastAnchor();
    return ended == null || last == null || last.repeatedBy(Anchor.Kind.CANCEL, other.jti(), body)
        ? done
        : ofOther(new AnchorResult.Refused(Conditions.ended(ended), null, null));
  }

  private static AnchorResult ofOther(AnchorResult result) {
    return switch (result) {
      case AnchorResult.Done done -> done;
      case AnchorResult.InProgress(IssuedToken _, Duration retryAfter) ->
          new AnchorResult.Refused(
              Refusal.at(
                  ProblemType.CHECKOUT_BUSY, "/with", "That checkout is being ended; ask again."),
              null,
              retryAfter);
      case AnchorResult.Refused(Refusal refusal, IssuedToken _, Duration retryAfter) ->
          new AnchorResult.Refused(
              new Refusal(refusal.type(), "/with", refusal.detail(), refusal.extra()),
              null,
              retryAfter);
    };
  }

  private AnchorResult.@Nullable Refused refused(
      Records.Found found, CheckoutRecord record, VerifiedToken bearer) {
    if (record.ended()) {
      return new AnchorResult.Refused(
          Conditions.ended(record), conditions.current(record, bearer), null);
    }
    return found.leased() ? conditions.busy() : null;
  }

  /** Brings to rest what a worker has left; false when that has to wait. */
  private boolean recovered(
      Records.Found found, CheckoutRecord record, VerifiedToken bearer, Storefront storefront) {
    Worker worker =
        new Worker(shop, storefront, found, record, bearer.checkout().contents(), bearer, null);
    return switch (worker.run(new Goal.Recover(), true)) {
      case Outcome.Later _ -> false;
      case Outcome.StoreDown _ -> {
        RuntimeException fault = worker.fault();
        throw fault == null ? new IllegalStateException("nothing was down") : fault;
      }
      default -> true;
    };
  }
}
