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
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Checkouts of every state with every part that one may have, likely or not. */
final class AnyCheckout {
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private AnyCheckout() {}

  static Arbitrary<Checkout> any() {
    return Combinators.combine(
            contents(), reservation(), payment(), order(), Arbitraries.integers().between(0, 4))
        .as((contents, reservation, payment, order, state) ->
            switch (state) {
              case 0 -> new Checkout.Open(contents, reservation, payment);
              case 1 -> new Checkout.Completing(contents, reservation, payment);
              case 2 -> new Checkout.Cancelling(contents, reservation, payment);
              case 3 -> new Checkout.Completed(contents, payment, order);
              default -> new Checkout.Cancelled(contents, payment);
            });
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .withChars("aZ9 \"\\/,[]{}ßé\u0001\u2028")
        .withChars('\u3042', '\u3046')
        .ofMinLength(0)
        .ofMaxLength(12)
        .map(text -> text.endsWith("9") ? text + "\uD83C\uDF75" : text);
  }

  private static Arbitrary<Instant> time() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(-1_000_000, 10_000_000).map(NOW::plusSeconds),
        Arbitraries.longs().between(0, 10_000_000_000_000L).map(NOW::plusNanos));
  }

  private static Arbitrary<Long> amount() {
    return Arbitraries.longs().between(0, 1_000_000_000L);
  }

  private static Arbitrary<List<TaxRate>> taxes() {
    Arbitrary<BigDecimal> rate =
        Arbitraries.of("0", "0.19", "0.190", "0.07", "1", "0.000000001", "0.08875")
            .map(BigDecimal::new);
    return Combinators.combine(text(), rate).as(TaxRate::new).list().ofMaxSize(3);
  }

  private static Arbitrary<SortedMap<String, String>> attributes() {
    return Arbitraries.maps(text(), text()).ofMaxSize(3).map(TreeMap::new);
  }

  private static Arbitrary<Line> line() {
    Arbitrary<LinePrice> price =
        Combinators.combine(
                text(),
                amount(),
                Arbitraries.of(true, false),
                text(),
                Arbitraries.integers().between(0, 99).injectNull(0.7))
            .as(LinePrice::new);
    return Combinators.combine(
            text(),
            attributes(),
            Arbitraries.integers().between(1, 999),
            price.injectNull(0.1),
            Arbitraries.longs().between(-5, 100).injectNull(0.3),
            taxes().injectNull(0.2))
        .as((sku, attributes, quantity, linePrice, available, taxRates) ->
            Line.unpriced(sku, attributes, quantity)
                .withPrice(linePrice)
                .withAvailable(available)
                .withTaxRates(taxRates));
  }

  private static Arbitrary<Address> address() {
    return Combinators.combine(
            text().injectNull(0.3).list().ofSize(8), Arbitraries.of("DE", "US", "JP"))
        .as((parts, country) ->
            new Address(
                parts.get(0),
                parts.get(1),
                parts.get(2),
                parts.get(3),
                parts.get(4),
                parts.get(5),
                parts.get(6),
                country,
                parts.get(7)));
  }

  private static Arbitrary<Personal> personal() {
    Arbitrary<Customer> customer =
        text()
            .injectNull(0.3)
            .list()
            .ofSize(5)
            .map(parts ->
                new Customer(
                    "ada@example.com",
                    parts.get(0),
                    parts.get(1),
                    parts.get(2),
                    parts.get(3),
                    parts.get(4)));
    return Combinators.combine(
            customer.injectNull(0.3), address().injectNull(0.3), address().injectNull(0.3))
        .as(Personal::new);
  }

  private static Arbitrary<Shipping> shipping() {
    Arbitrary<ShippingOption> sent =
        Combinators.combine(text(), text(), amount())
            .as((id, label, price) ->
                new ShippingOption(ShippingOption.Type.SHIPPING, id, label, price, null, null));
    Arbitrary<ShippingOption> fetched =
        Combinators.combine(
                text(), text(), amount(), text().injectNull(0.2), address().injectNull(0.2))
            .as((id, label, price, location, at) ->
                new ShippingOption(ShippingOption.Type.PICKUP, id, label, price, location, at));
    return Combinators.combine(
            text(),
            text().injectNull(0.5),
            Arbitraries.oneOf(sent, fetched).injectNull(0.2),
            taxes().injectNull(0.3))
        .as(Shipping::new);
  }

  private static Arbitrary<Promotion> promotion(List<String> lineIds) {
    Arbitrary<Promotion.Effect> effect =
        Arbitraries.oneOf(
            Arbitraries.of("0.1", "0.10", "1", "0", "0.125")
                .map(share -> new Promotion.Effect.Percent(new BigDecimal(share))),
            amount().map(Promotion.Effect.Amount::new),
            Arbitraries.just(new Promotion.Effect.FreeShipping()));
    List<String> ids = new ArrayList<>(lineIds);
    ids.add("nosuchline");
    return Combinators.combine(
            text(),
            text().injectNull(0.3),
            text(),
            effect,
            Arbitraries.of(ids).list().ofMaxSize(3).injectNull(0.4),
            amount().injectNull(0.5),
            Arbitraries.of(true, false))
        .as(Promotion::new);
  }

  private static Arbitrary<List<Receipt>> receipts() {
    Arbitrary<Receipt> receipt =
        Combinators.combine(
                Arbitraries.of(Port.class), text(), text(), time(), Arbitraries.of(true, false))
            .as(Receipt::new);
    return receipt.list().uniqueElements(Receipt::port).ofMaxSize(4);
  }

  private static Arbitrary<Contents> contents() {
    return line().list().uniqueElements(Line::id).ofMaxSize(5).flatMap(AnyCheckout::contents);
  }

  private static Arbitrary<Contents> contents(List<Line> lines) {
    Arbitrary<List<Promotion>> promotions =
        promotion(lines.stream().map(Line::id).toList())
            .list()
            .uniqueElements(Promotion::id)
            .ofMaxSize(lines.isEmpty() ? 0 : 3);
    Arbitrary<List<Receipt>> receipts = lines.isEmpty() ? Arbitraries.just(List.of()) : receipts();
    Arbitrary<Contents> first =
        Combinators.combine(
                Arbitraries.strings().alpha().numeric().ofLength(22),
                Arbitraries.integers().greaterOrEqual(1),
                Arbitraries.longs().greaterOrEqual(0),
                Arbitraries.of("demo", "outlet"),
                Arbitraries.of("EUR", "JPY", "KWD"),
                Arbitraries.of("DE", "US"),
                text(),
                time())
            .as((id, revision, epoch, storefront, currency, country, locale, endsAt) ->
                Contents.empty(
                        id,
                        storefront,
                        currency,
                        country,
                        locale,
                        endsAt.isAfter(NOW) ? endsAt : NOW.plusSeconds(1))
                    .withRevision(revision)
                    .withEpoch(epoch)
                    .withLines(lines));
    Arbitrary<List<String>> codes =
        Arbitraries.of("WELCOME10", "SHIPFREE", "\u3042").list().uniqueElements().ofMaxSize(3);
    return Combinators.combine(
            first,
            personal(),
            shipping().injectNull(0.3),
            codes,
            promotions,
            attributes(),
            receipts)
        .as((contents, personal, shipping, applied, given, attributes, quoted) ->
            contents
                .withPersonal(personal)
                .withShipping(shipping)
                .withPromotions(applied, given)
                .withAttributes(attributes)
                .withReceipts(quoted));
  }

  private static Arbitrary<Reservation> reservation() {
    return Combinators.combine(
            Arbitraries.of(Reservation.Status.class),
            time().injectNull(0.3),
            text().injectNull(0.3))
        .as(Reservation::new);
  }

  private static Arbitrary<Payment> payment() {
    return Combinators.combine(
            Arbitraries.of(Payment.Status.class),
            text().injectNull(0.3),
            text().injectNull(0.3),
            amount(),
            text().injectNull(0.5))
        .as(Payment::new);
  }

  private static Arbitrary<Order> order() {
    return Combinators.combine(
            text(), text(), text().injectNull(0.5), time(), Arbitraries.of(Order.Status.class))
        .as(Order::new);
  }
}
