package dev.baton.completion;

import dev.baton.checkout.Contents;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Storefront;
import dev.baton.checkout.UnavailableException;
import dev.baton.payment.Answer;
import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.CheckoutRecord.Phase;
import dev.baton.payment.Effect;
import dev.baton.payment.Held;
import dev.baton.payment.Task;
import dev.baton.reservation.Holds.Backing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The units that a worker takes for as long as they are needed, and those that it gives back. */
final class HeldUnits {
  private final Workshop shop;
  private final @Nullable Storefront storefront;
  private final NewestToken token;
  private final Instant now;

  /** What the call in hand wants to buy; null when nobody knows. */
  private final @Nullable Contents given;

  private List<Held> touched = List.of();

  HeldUnits(
      Workshop shop,
      @Nullable Storefront storefront,
      NewestToken token,
      Instant now,
      @Nullable Contents given) {
    this.shop = shop;
    this.storefront = storefront;
    this.token = token;
    this.now = now;
    this.given = given;
  }

  Answer take(Task task, Effect.Term term) {
    CheckoutRecord record = task.record();
    Contents contents = token.contents(record);
    if (record.phase() == Phase.OPEN) {
      Attempt paid = term == Effect.Term.COMMIT ? record.attempt() : null;
      Contents fixed = paid == null ? null : shop.fixed(record.checkout(), paid);
      contents = fixed == null ? given : fixed;
    }
    if (contents == null || storefront == null) {
      return new Answer.Fault(ProviderException.Kind.NOT_SENT);
    }
    Duration lasting =
        switch (term) {
          case COMMIT -> Duration.between(now, record.endsAt()).plus(shop.config().recordMargin());
          case HOLD -> entering(record);
          case RELAX -> shop.config().hold();
        };
    Backing backing =
        switch (term) {
          case COMMIT -> Backing.STANDING;
          case HOLD -> Backing.ENTERING;
          case RELAX -> Backing.NONE;
        };
    Answer answer =
        shop.stock().take(contents, storefront, task.record().held(), List.of(), lasting, backing);
    if (answer instanceof Answer.NowHeld held) {
      touched = held.held();
    }
    return answer;
  }

  /** For a while; what is held for a payment that stands isn't held for less because of another. */
  private Duration entering(CheckoutRecord record) {
    Duration lasting = shop.config().hold();
    Instant until = record.heldUntil();
    return record.paymentStands() && until != null && until.isAfter(now.plus(lasting))
        ? Duration.between(now, until)
        : lasting;
  }

  private List<Held> held(Task task, CheckoutRecord stored) {
    List<Held> all = new ArrayList<>(touched);
    all.addAll(task.record().held());
    all.addAll(stored.held());
    return all;
  }

  /**
   * What is held, as far as is known. A worker that died after taking units has written nothing of
   * them: so that they aren't kept from others, a cancellation gives back every line's.
   */
  List<Held> releasable(Task task, CheckoutRecord stored, Consumer<UnavailableException> down) {
    List<Held> all = held(task, stored);
    if (task.record().phase() == Phase.CANCELLING && given != null && storefront != null) {
      try {
        all.addAll(shop.stock().places(given, storefront));
      } catch (ProviderException e) {
        // It is down: they end by themselves.
        down.accept(e);
      }
    }
    return all;
  }
}
