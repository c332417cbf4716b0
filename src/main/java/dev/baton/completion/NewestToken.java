package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Receipt;
import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.CheckoutRecord.Phase;
import dev.baton.token.IssuedToken;
import dev.baton.token.VerifiedToken;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The newest token of one checkout, and what is bought by it, while a worker runs. */
final class NewestToken {
  private final Workshop shop;
  private final String checkout;
  private final Instant now;
  private final long epochBefore;

  /** What the contents are when the record's own can't be had; null when nobody knows. */
  private final @Nullable Contents given;

  private final @Nullable VerifiedToken parent;
  private @Nullable IssuedToken newest;

  NewestToken(
      Workshop shop,
      CheckoutRecord record,
      Instant now,
      @Nullable Contents given,
      @Nullable VerifiedToken parent) {
    this.shop = shop;
    this.checkout = record.checkout();
    this.now = now;
    this.epochBefore = record.epoch();
    this.given = given;
    this.parent = parent;
    this.newest = shop.newest(record);
  }

  /** As last written; null while no anchor has answered. */
  @Nullable IssuedToken written() {
    return newest;
  }

  void written(IssuedToken token) {
    newest = token;
  }

  /** The token of what the record now says; null if the newest one says it already. */
  @Nullable IssuedToken answering(CheckoutRecord stored, CheckoutRecord record) {
    if (newest == null && record.phase() == Phase.OPEN && record.epoch() == epochBefore) {
      return null;
    }
    boolean reopens = stored.phase() == Phase.COMPLETING && record.phase() == Phase.OPEN;
    Contents contents = contents(record);
    if (contents == null) {
      return null;
    }
    Checkout state = Projection.of(record, reopens ? withQuotesExpired(contents) : contents);
    if (newest != null && Projection.same(state, newest.token().checkout())) {
      return null;
    }
    VerifiedToken from = newest == null ? parent : newest.token();
    int revision =
        Math.max(
            given == null ? 0 : given.revision(),
            from == null ? 0 : from.checkout().contents().revision());
    return shop.codec()
        .sealAnchored(Projection.revised(state, revision + 1), parent == null ? from : parent);
  }

  /** What the order backend refused came of these quotes: they have to be asked again. */
  private Contents withQuotesExpired(Contents contents) {
    Instant expired = now.truncatedTo(ChronoUnit.SECONDS);
    return contents.withReceipts(
        contents.receipts().stream()
            .map(receipt ->
                new Receipt(
                    receipt.port(),
                    receipt.provider(),
                    receipt.input(),
                    expired,
                    receipt.degraded()))
            .toList());
  }

  /**
   * What is bought: as fixed at payment, once completing; else as the call in hand gave it, if its
   * anchor was passed; else as the newest token has it.
   */
  @Nullable Contents contents(CheckoutRecord record) {
    Contents fixed = fixed(record);
    if (fixed != null) {
      return fixed;
    }
    if (newest == null || (record.epoch() > epochBefore && given != null)) {
      return given;
    }
    return newest.token().checkout().contents();
  }

  /** What was fixed at payment, once completing; null before, or when it can't be read. */
  @Nullable Contents fixed(CheckoutRecord record) {
    Attempt attempt = record.attempt();
    boolean completing = record.phase() == Phase.COMPLETING || record.phase() == Phase.COMPLETED;
    return completing && attempt != null ? shop.fixed(checkout, attempt) : null;
  }
}
