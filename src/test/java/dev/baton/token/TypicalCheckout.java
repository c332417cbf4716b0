package dev.baton.token;

import dev.baton.checkout.Address;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Customer;
import dev.baton.checkout.Line;
import dev.baton.checkout.LinePrice;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Such as shoppers have: titled lines, a customer, two addresses, every quote. */
final class TypicalCheckout {
  private TypicalCheckout() {}

  static Checkout.Open of(int lines, String title) {
    List<TaxRate> standard = List.of(new TaxRate("MwSt", new BigDecimal("0.19")));
    List<TaxRate> reduced = List.of(new TaxRate("MwSt", new BigDecimal("0.07")));
    List<Line> all = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      boolean book = i % 5 == 0;
      all.add(
          Line.unpriced("sku-%06d".formatted(100_000 + i * 37), Map.of(), 1 + i % 3)
              .withPrice(
                  new LinePrice(
                      title.replace("#", String.valueOf(i % 10)),
                      1_299 + i * 100L,
                      true,
                      book ? "books" : "standard",
                      null))
              .withAvailable(120L + i)
              .withTaxRates(book ? reduced : standard));
    }
    Address home =
        new Address(
            "Ada Example",
            null,
            "Hauptstr. 1",
            null,
            "10117",
            "Berlin",
            null,
            "DE",
            "+49301234567");
    Address work =
        new Address(
            "Ada Example",
            "Example GmbH",
            "Lange Strasse 123",
            "Hinterhaus",
            "20095",
            "Hamburg",
            null,
            "DE",
            null);
    List<Receipt> receipts = new ArrayList<>();
    for (Port port : List.of(Port.PRICING, Port.INVENTORY, Port.SHIPPING, Port.TAX)) {
      receipts.add(
          new Receipt(
              port, "sandbox", "AbCdEfGhIjKlMnOp", AnyCheckout.NOW.plusSeconds(900), false));
    }
    Contents contents =
        Contents.empty(
                "V1StGXR8Z5jdHi6BmyT7aQ",
                "demo",
                "EUR",
                "DE",
                "de-DE",
                AnyCheckout.NOW.plusSeconds(604_800))
            .withLines(all)
            .withPersonal(
                new Personal(
                    new Customer("ada@example.com", "Ada Example", null, null, null, null),
                    home,
                    work))
            .withShipping(
                new Shipping(
                    "standard",
                    null,
                    new ShippingOption(
                        ShippingOption.Type.SHIPPING, "standard", "Standard", 490, null, null),
                    standard))
            .withPromotions(
                List.of("WELCOME10"),
                List.of(
                    new Promotion(
                        "p1",
                        "WELCOME10",
                        "10 % off",
                        new Promotion.Effect.Percent(new BigDecimal("0.10")),
                        null,
                        null,
                        false)))
            .withReceipts(receipts);
    return new Checkout.Open(contents, Reservation.NONE, Payment.NONE);
  }
}
