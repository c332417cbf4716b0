package dev.baton.token;

import dev.baton.checkout.Address;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Customer;
import dev.baton.checkout.Line;
import dev.baton.checkout.LinePrice;
import dev.baton.checkout.Order;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Personal;
import dev.baton.checkout.Port;
import dev.baton.checkout.Promotion;
import dev.baton.checkout.Receipt;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.Shipping;
import dev.baton.checkout.ShippingOption;
import dev.baton.checkout.TaxRate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The checkouts of the golden tokens: together they have every part that a checkout may have. */
final class GoldenCheckouts {
  /** When they were made. */
  static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  private static final List<TaxRate> STANDARD = taxes("MwSt", "0.19");
  private static final List<TaxRate> REDUCED = taxes("MwSt", "0.07");
  private static final Address BERLIN =
      new Address(
          "Ada Example", null, "Hauptstr. 1", null, "10117", "Berlin", null, "DE", "+49 30 0000");
  private static final Address HAMBURG =
      new Address(
          "Ada Example",
          "Example GmbH",
          "Lange Stra\u00dfe 12",
          "Hinterhaus",
          "20095",
          "Hamburg",
          "HH",
          "DE",
          null);
  private static final Customer ADA =
      new Customer(
          "ada@example.com", "Ada Example", "Example GmbH", "DE000000000", "customer-1", "trade");

  private GoldenCheckouts() {}

  /** Each by the name of its file. */
  static Map<String, Checkout> all() {
    Contents full = full();
    Payment authorized =
        new Payment(Payment.Status.AUTHORIZED, "attempt-1", "fixed-digest-00001", 12_345, null);
    Reservation committing =
        new Reservation(
            Reservation.Status.COMMITTING, NOW.plusSeconds(604_800), "held-digest-000001");
    Map<String, Checkout> all = new LinkedHashMap<>();
    all.put("empty", open(start("EUR", "DE", "de-DE")));
    all.put("small", open(small()));
    all.put("unquoted", open(unquoted()));
    all.put(
        "full",
        new Checkout.Open(
            full,
            new Reservation(
                Reservation.Status.HELD,
                NOW.plusSeconds(900).plusMillis(250),
                "held-digest-000001"),
            new Payment(
                Payment.Status.REQUIRES_ACTION, "attempt-1", "fixed-digest-00001", 12_345, null)));
    all.put(
        "declined",
        new Checkout.Open(
            full,
            Reservation.NONE,
            new Payment(
                Payment.Status.FAILED, "attempt-1", "fixed-digest-00001", 12_345, "declined")));
    all.put("pickup", open(pickup()));
    all.put("japanese", open(japanese()));
    all.put("american", open(american()));
    all.put("completing", new Checkout.Completing(full, committing, authorized));
    all.put("cancelling", new Checkout.Cancelling(full, committing, authorized));
    all.put(
        "completed",
        new Checkout.Completed(
            full,
            new Payment(Payment.Status.CAPTURED, "attempt-1", "fixed-digest-00001", 12_345, null),
            new Order(
                "order-1",
                "B-1001",
                "https://shop.example/orders/1",
                NOW.plusSeconds(60),
                Order.Status.PLACED)));
    all.put(
        "voided",
        new Checkout.Completed(
            small(),
            new Payment(Payment.Status.REFUNDED, "attempt-1", "fixed-digest-00001", 2_400, null),
            new Order("order-2", "B-1002", null, NOW, Order.Status.VOIDED)));
    all.put(
        "cancelled",
        new Checkout.Cancelled(
            small(),
            new Payment(Payment.Status.CANCELLED, "attempt-1", "fixed-digest-00001", 2_400, null)));
    return all;
  }

  private static Checkout.Open open(Contents contents) {
    return new Checkout.Open(contents, Reservation.NONE, Payment.NONE);
  }

  private static Contents start(String currency, String country, String locale) {
    return Contents.empty(
            "GoldenCheckout00000001", "demo", currency, country, locale, NOW.plusSeconds(604_800))
        .withRevision(3)
        .withEpoch(1);
  }

  private static Contents small() {
    return start("EUR", "DE", "de-DE")
        .withLines(List.of(line("mug-blue", "Blaue Tasse", 2, 1_200, STANDARD)))
        .withReceipts(List.of(receipt(Port.PRICING, false)));
  }

  /** What was asked for and has no answer: a line that isn't sold, a wish that nothing fits. */
  private static Contents unquoted() {
    return start("EUR", "DE", "de-DE")
        .withLines(
            List.of(
                Line.unpriced("no-such-thing", Map.of("size", "XL"), 1),
                line("mug-blue", "Blaue Tasse", 1, 1_200, null)))
        .withShipping(Shipping.wish("cheapest", "berlin-mitte"));
  }

  private static Contents full() {
    Line engraved =
        Line.unpriced("mug-blue", attributes("engraving", "Ada \"A\" \\ \u00df"), 3)
            .withPrice(new LinePrice("Blaue Tasse", 1_200, true, "standard", 10))
            .withAvailable(37L)
            .withTaxRates(STANDARD);
    Line book =
        Line.unpriced("ebook-protocols", Map.of(), 1)
            .withPrice(new LinePrice("Protokolle \ud83c\udf75", 1_999, false, "books", null))
            .withTaxRates(REDUCED);
    Line poster = line("poster-finish", "Poster Zielgerade", 1, 1_500, STANDARD);
    return start("EUR", "DE", "de-DE")
        .withLines(List.of(engraved, book, poster))
        .withPersonal(new Personal(ADA, BERLIN, HAMBURG))
        .withShipping(
            new Shipping(
                "cheapest",
                null,
                new ShippingOption(
                    ShippingOption.Type.SHIPPING, "standard", "Standard", 490, null, null),
                STANDARD))
        .withPromotions(
            List.of("WELCOME10", "FREESHIP", "MINUS5"),
            List.of(
                new Promotion(
                    "p1",
                    "WELCOME10",
                    "10 % off",
                    new Promotion.Effect.Percent(new BigDecimal("0.10")),
                    List.of(engraved.id(), poster.id()),
                    500L,
                    false),
                new Promotion(
                    "p2",
                    "FREESHIP",
                    "Free shipping",
                    new Promotion.Effect.FreeShipping(),
                    null,
                    null,
                    false),
                new Promotion(
                    "p3", "MINUS5", "5 off", new Promotion.Effect.Amount(500), null, null, true),
                new Promotion(
                    "p4",
                    null,
                    "Three books",
                    new Promotion.Effect.Percent(new BigDecimal("0.125")),
                    List.of(book.id(), "gone-since"),
                    null,
                    false)))
        .withAttributes(attributes("gift-note", "Alles Gute"))
        .withReceipts(
            List.of(
                receipt(Port.PRICING, false),
                receipt(Port.INVENTORY, true),
                receipt(Port.SHIPPING, true),
                receipt(Port.TAX, false)));
  }

  private static Contents pickup() {
    return small()
        .withPersonal(new Personal(ADA, null, BERLIN))
        .withShipping(
            new Shipping(
                "pickup",
                "hamburg",
                new ShippingOption(
                    ShippingOption.Type.PICKUP, "pickup", "Abholen", 0, "hamburg", HAMBURG),
                List.of()));
  }

  private static Contents japanese() {
    String title = "\u9752\u3044\u30de\u30b0\u30ab\u30c3\u30d7";
    return start("JPY", "JP", "ja-JP")
        .withLines(List.of(line("mug-blue", title, 1, 1_900, taxes("\u6d88\u8cbb\u7a0e", "0.10"))))
        .withPersonal(
            new Personal(
                new Customer("hanako@example.jp", "\u4f8b \u82b1\u5b50", null, null, null, null),
                new Address(
                    "\u4f8b \u82b1\u5b50",
                    null,
                    "\u5343\u4ee3\u7530 1-1",
                    null,
                    "100-0001",
                    "\u5343\u4ee3\u7530\u533a",
                    "\u6771\u4eac\u90fd",
                    "JP",
                    null),
                null));
  }

  /** Prices without tax, and two jurisdictions that have a share of it. */
  private static Contents american() {
    List<TaxRate> newYork =
        List.of(
            new TaxRate("NY State", new BigDecimal("0.04")),
            new TaxRate("NY City", new BigDecimal("0.045")));
    return start("USD", "US", "en-US")
        .withLines(List.of(line("mug-blue", "Blue mug", 1, 1_295, newYork)));
  }

  private static Line line(
      String sku, String title, int quantity, long price, @Nullable List<TaxRate> taxes) {
    return Line.unpriced(sku, Map.of(), quantity)
        .withPrice(new LinePrice(title, price, true, "standard", null))
        .withAvailable(120L)
        .withTaxRates(taxes);
  }

  private static List<TaxRate> taxes(String name, String rate) {
    return List.of(new TaxRate(name, new BigDecimal(rate)));
  }

  private static Receipt receipt(Port port, boolean degraded) {
    return new Receipt(port, "sandbox", "input-digest-001", NOW.plusSeconds(600), degraded);
  }

  private static SortedMap<String, String> attributes(String name, String value) {
    return new TreeMap<>(Map.of(name, value));
  }
}
