package dev.baton.payment;

import dev.baton.checkout.Totals;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that has become of a checkout for good, as its subscribers are told: nothing personal,
 * and whole, so that it can be told by whoever finds it in the record, in the same words each time.
 *
 * @param id the same whoever finds out; letters, digits, hyphens and underscores
 * @param at when it was recorded
 * @param storefront null when nobody knows any more
 * @param currency ISO 4217; empty when nobody knows any more
 * @param totals null when nobody knows any more
 * @param payment what became of the money; null when there was no payment
 * @param order null unless COMPLETED
 * @param reason the problem's slug; null unless REOPENED
 */
public record Fact(
    String id,
    Kind kind,
    Instant at,
    @Nullable String storefront,
    String currency,
    @Nullable Sums totals,
    @Nullable Paid payment,
    @Nullable Ordered order,
    @Nullable String reason) {

  /** What has happened. */
  public enum Kind {
    /** The order is placed, and paid. */
    COMPLETED,
    /** It was cancelled for good; a payment was voided. */
    CANCELLED,
    /** The order was refused or undone: its payment is void, and the checkout is open again. */
    REOPENED;

    /** As others read it: {@code completed}. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The sums of what was bought, minor units; {@code tax} null when unknown. */
  public record Sums(
      long items,
      long discount,
      long shipping,
      long shippingDiscount,
      @Nullable Long tax,
      boolean taxIncluded,
      long total,
      long giftCards) {
    /** Those of these totals. */
    public static Sums of(Totals totals) {
      return new Sums(
          totals.items(),
          totals.discount(),
          totals.shipping(),
          totals.shippingDiscount(),
          totals.tax(),
          totals.taxIncluded(),
          totals.total(),
          totals.giftCards());
    }
  }

  /**
   * A payment.
   *
   * @param amount minor units, 0 or more
   */
  public record Paid(PaymentIntent.Status status, long amount) {}

  /** An order, by the backend's names. */
  public record Ordered(String id, String number, Instant placedAt) {}

  /**
   * What a write makes of a checkout; null when nothing that is told.
   *
   * @param before as last read or written
   * @param after as it is written now
   * @param storefront null when nobody knows
   * @param totals of what was fixed at payment; null when nobody knows
   */
  public static @Nullable Fact of(
      CheckoutRecord before,
      CheckoutRecord after,
      Instant now,
      @Nullable String storefront,
      @Nullable String currency,
      @Nullable Totals totals) {
    Kind kind = kind(before.phase(), after.phase());
    if (kind == null) {
      return null;
    }
    Attempt attempt = after.attempt();
    OrderFact order = kind == Kind.COMPLETED ? after.order() : null;
    String about =
        switch (kind) {
          case COMPLETED -> order == null ? "" : order.order().id();
          case CANCELLED -> "";
          case REOPENED -> attempt == null ? Long.toString(after.epoch()) : attempt.id();
        };
    return new Fact(
        id(after.checkout(), kind, about),
        kind,
        now,
        storefront,
        currency != null ? currency : attempt == null ? "" : attempt.currency(),
        totals == null ? null : Sums.of(totals),
        attempt == null || attempt.status() == null
            ? null
            : new Paid(attempt.status(), attempt.amount()),
        order == null
            ? null
            : new Ordered(order.order().id(), order.order().number(), order.order().placedAt()),
        kind == Kind.REOPENED ? reason(after) : null);
  }

  /** What a write from one phase to another tells; null when nothing. */
  public static @Nullable Kind kind(CheckoutRecord.Phase before, CheckoutRecord.Phase after) {
    if (before == after) {
      return null;
    }
    return switch (after) {
      case COMPLETED -> Kind.COMPLETED;
      case CANCELLED -> Kind.CANCELLED;
      case OPEN -> before == CheckoutRecord.Phase.COMPLETING ? Kind.REOPENED : null;
      case COMPLETING, CANCELLING -> null;
    };
  }

  private static @Nullable String reason(CheckoutRecord record) {
    Anchor last = record.lastAnchor();
    return last == null || last.refusal() == null ? null : last.refusal().type().slug();
  }

  private static String id(String checkout, Kind kind, String about) {
    try {
      String text = checkout + "\n" + kind.wire() + "\n" + about;
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "evt_" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 24);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
