package dev.baton.completion;

import static dev.baton.completion.Fencing.refused;

import dev.baton.checkout.Contents;
import dev.baton.checkout.Moves;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import dev.baton.payment.Answer;
import dev.baton.payment.CheckoutRecord;
import dev.baton.reservation.Holds.Backing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds the stock of every line, for longer, or no more; the lease is this worker's. */
final class Reserving {
  private final Workshop shop;
  private final Fencing fencing;

  Reserving(Workshop shop, Fencing fencing) {
    this.shop = shop;
    this.fencing = fencing;
  }

  @Nullable AnchorResult reserve(Call call, Worker worker) {
    CheckoutRecord record = worker.stored();
    Instant now = call.found().now();
    Instant until = record.heldUntil();
    boolean running = until != null && until.isAfter(now);
    int renewals = running ? record.renewals() + 1 : 0;
    boolean paid = record.paymentStands();
    Duration left = until != null && running ? Duration.between(now, until) : Duration.ZERO;
    boolean usedUp = running && renewals > shop.config().renewals();
    Contents contents = call.state().contents();
    if (usedUp && !paid && shop.stock().lines(contents).equals(record.heldLines())) {
      return worker.write(record) ? refused(renewedOften(until)) : null;
    }
    Duration most = usedUp || (running && paid) ? left : shop.config().hold();
    Answer answer =
        paid
            ? shop.stock()
                .take(
                    contents,
                    call.storefront(),
                    record.held(),
                    record.held(),
                    most,
                    Backing.STANDING)
            : shop.stock().reserve(contents, call.storefront(), record.held(), left, most);
    return switch (answer) {
      case Answer.NowHeld held ->
          worker.write(
                  record
                      .passed(call.anchor())
                      .holding(held.held(), held.until(), held.lines(), renewals))
              ? fencing.done(worker, call)
              : null;
      case Answer.TooFew(Refusal refusal) -> worker.write(record) ? refused(refusal) : null;
      default -> throw new IllegalStateException("holds are taken or refused");
    };
  }

  private Refusal renewedOften(@Nullable Instant until) {
    return new Refusal(
        ProblemType.RENEWAL_LIMIT,
        null,
        "A reservation is extended at most " + shop.config().renewals() + " times.",
        until == null
            ? Map.of()
            : Map.<String, Object>of(
                "heldUntil", until.truncatedTo(ChronoUnit.SECONDS).toString()));
  }

  @Nullable AnchorResult release(Call call, Worker worker) {
    CheckoutRecord record = worker.stored();
    if (record.paymentStands()) {
      Refusal refusal =
          Refusal.of(ProblemType.STEP_NOT_OPEN, "It is held for a payment; cancel gives both back.")
              .mendedBy(List.of(Moves.CANCEL));
      return worker.write(record) ? refused(refusal) : null;
    }
    shop.stock().release(record.checkout(), record.held(), List.of());
    return worker.write(record.passed(call.anchor()).holding(List.of(), null, null, 0))
        ? fencing.done(worker, call)
        : null;
  }
}
