package dev.baton.token;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Line;
import dev.baton.checkout.LinePrice;
import dev.baton.checkout.Order;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Promotion;
import dev.baton.checkout.Receipt;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.Shipping;
import dev.baton.checkout.ShippingOption;
import dev.baton.checkout.TaxRate;
import dev.baton.checkout.Totals;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code chk}, the state that anyone may read, format 1: arrays whose places have meanings.
 *
 * <ol start="0">
 *   <li>status, 1 currency, 2 country, 3 locale, 4 which personal fields are set (bits, see {@link
 *       PersonalFormat#present})
 *   <li value="5">sets of tax rates: each {@code [name, rate, name, rate, ...]}
 *   <li>kinds of goods: {@code [category, 1 if shippable, category, ...]}
 *   <li>lines: {@code [sku, quantity, title, unitPrice, kind, tax set, available, tax, discount,
 *       maxQuantity, [name, value, ...]]}; one without title isn't priced
 *   <li>shipping: {@code [wanted, wantedLocation, tax set, id, label, price, tax, discount, 1 if a
 *       pickup, location, [country, name, ...]]}
 *   <li>codes
 *   <li>promotions: {@code [id, effect, title, amount, code, 1 if limited, cap, [index or id of a
 *       line, ...]]}; the effect is a share as text, an amount, or absent for free shipping
 *   <li>attributes: {@code [name, value, ...]}
 *   <li>receipts: {@code [port, provider, input, validUntil, 1 if degraded]}
 *   <li>reservation: {@code [status, until, lines]}
 *   <li>payment: {@code [status, attempt, fixed, amount, declineCode]}
 *   <li>order: {@code [id, number, placedAt, status, url]}
 *   <li>totals: {@code [total, due, items, discount, shipping, shipping discount, tax, 1 if prices
 *       include it, gift cards, paid, [name, rate, base, amount, ...]]}
 * </ol>
 *
 * <p>An absent value is null, or missing at the end of its array. A line's id isn't written, since
 * it follows from SKU and attributes; neither are amounts that add up from others. What is reckoned
 * (tax, discount, totals) is there for readers at the edge; the gateway reckons it anew.
 */
final class CheckoutWriter {
  private final PositionalWriter out;
  private final Totals totals;
  private final Map<List<TaxRate>, Integer> taxSets = new LinkedHashMap<>();
  private final Map<Kind, Integer> kinds = new LinkedHashMap<>();

  /** What many lines have in common. */
  private record Kind(String category, boolean shippable) {
    static Kind of(LinePrice price) {
      return new Kind(price.taxCategory(), price.shippable());
    }
  }

  private CheckoutWriter(PositionalWriter out, Totals totals) {
    this.out = out;
    this.totals = totals;
  }

  static void write(JsonGenerator json, Checkout checkout, Totals totals) throws IOException {
    new CheckoutWriter(new PositionalWriter(json), totals).write(checkout);
  }

  private void write(Checkout checkout) throws IOException {
    Contents contents = checkout.contents();
    out.open()
        .text(Statuses.of(checkout))
        .text(contents.currency())
        .text(contents.country())
        .text(contents.locale())
        .number(PersonalFormat.present(contents.personal()));
    tables(contents);
    lines(contents.lines());
    shipping(contents.shipping());
    texts(contents.codes());
    promotions(contents);
    pairs(contents.attributes());
    receipts(contents.receipts());
    switch (checkout) {
      case Checkout.Open open -> reservation(open.reservation());
      case Checkout.Completing completing -> reservation(completing.reservation());
      case Checkout.Cancelling cancelling -> reservation(cancelling.reservation());
      case Checkout.Completed completed -> out.absent();
      case Checkout.Cancelled cancelled -> out.absent();
    }
    payment(checkout.payment());
    order(checkout instanceof Checkout.Completed completed ? completed.order() : null);
    totals();
    out.close();
  }

  private void tables(Contents contents) throws IOException {
    for (Line line : contents.lines()) {
      addTaxSet(line.taxRates());
      if (line.price() != null) {
        kinds.putIfAbsent(Kind.of(line.price()), kinds.size());
      }
    }
    addTaxSet(contents.shipping() == null ? null : contents.shipping().taxRates());
    if (taxSets.isEmpty()) {
      out.absent();
    } else {
      out.open();
      for (List<TaxRate> set : taxSets.keySet()) {
        out.open();
        for (TaxRate rate : set) {
          out.text(rate.name()).decimal(rate.rate());
        }
        out.close();
      }
      out.close();
    }
    if (kinds.isEmpty()) {
      out.absent();
    } else {
      out.open();
      for (Kind kind : kinds.keySet()) {
        out.text(kind.category()).number(kind.shippable() ? 1L : 0L);
      }
      out.close();
    }
  }

  private void addTaxSet(@Nullable List<TaxRate> set) {
    if (set != null) {
      taxSets.putIfAbsent(set, taxSets.size());
    }
  }

  private void lines(List<Line> lines) throws IOException {
    if (lines.isEmpty()) {
      out.absent();
      return;
    }
    out.open();
    for (Line line : lines) {
      Totals.@Nullable LineSum sum = totals.lines().get(line.id());
      out.open().text(line.sku()).number((long) line.quantity());
      LinePrice price = line.price();
      if (price == null) {
        out.absent().absent().absent();
      } else {
        out.text(price.title()).number(price.unitPrice()).number(kinds.get(Kind.of(price)));
      }
      out.number(taxSet(line.taxRates()))
          .number(line.available())
          .number(sum == null ? null : sum.tax())
          .number(sum == null ? null : orAbsent(sum.discount()))
          .number(price == null ? null : price.maxQuantity());
      pairs(line.attributes());
      out.close();
    }
    out.close();
  }

  private @Nullable Integer taxSet(@Nullable List<TaxRate> set) {
    return set == null ? null : taxSets.get(set);
  }

  private static @Nullable Long orAbsent(long amount) {
    return amount == 0 ? null : amount;
  }

  private void shipping(@Nullable Shipping shipping) throws IOException {
    if (shipping == null) {
      out.absent();
      return;
    }
    out.open()
        .text(shipping.wanted())
        .text(shipping.wantedLocation())
        .number(taxSet(shipping.taxRates()));
    ShippingOption option = shipping.option();
    if (option != null) {
      out.text(option.id())
          .text(option.label())
          .number(option.price())
          .number(totals.shippingTax())
          .number(orAbsent(totals.shippingDiscount()))
          .flag(option.type() == ShippingOption.Type.PICKUP)
          .text(option.location());
      PersonalFormat.write(out, option.pickupAt());
    }
    out.close();
  }

  private void promotions(Contents contents) throws IOException {
    if (contents.promotions().isEmpty()) {
      out.absent();
      return;
    }
    Map<String, Integer> places = new HashMap<>();
    contents.lines().forEach(line -> places.put(line.id(), places.size()));
    out.open();
    for (Promotion promotion : contents.promotions()) {
      out.open().text(promotion.id());
      switch (promotion.effect()) {
        case Promotion.Effect.Percent percent -> out.decimal(percent.share());
        case Promotion.Effect.Amount amount -> out.number(amount.amount());
        case Promotion.Effect.FreeShipping free -> out.absent();
      }
      out.text(promotion.title())
          .number(totals.promotions().get(promotion.id()))
          .text(promotion.code())
          .flag(promotion.limited())
          .number(promotion.cap());
      if (promotion.lines() != null) {
        eligible(promotion.lines(), places);
      }
      out.close();
    }
    out.close();
  }

  private void eligible(List<String> lines, Map<String, Integer> places) throws IOException {
    out.open();
    for (String line : lines) {
      Integer place = places.get(line);
      if (place == null) {
        out.text(line);
      } else {
        out.number(place);
      }
    }
    out.close();
  }

  private void receipts(List<Receipt> receipts) throws IOException {
    if (receipts.isEmpty()) {
      out.absent();
      return;
    }
    out.open();
    for (Receipt receipt : receipts) {
      out.open()
          .text(receipt.port().wire())
          .text(receipt.provider())
          .text(receipt.input())
          .time(receipt.validUntil())
          .flag(receipt.degraded())
          .close();
    }
    out.close();
  }

  private void reservation(Reservation reservation) throws IOException {
    if (reservation.equals(Reservation.NONE)) {
      out.absent();
    } else {
      out.open()
          .text(Statuses.of(reservation.status()))
          .time(reservation.until())
          .text(reservation.lines())
          .close();
    }
  }

  private void payment(Payment payment) throws IOException {
    if (payment.equals(Payment.NONE)) {
      out.absent();
    } else {
      out.open()
          .text(Statuses.of(payment.status()))
          .text(payment.attempt())
          .text(payment.fixed())
          .number(payment.amount())
          .text(payment.declineCode())
          .close();
    }
  }

  private void order(@Nullable Order order) throws IOException {
    if (order == null) {
      out.absent();
    } else {
      out.open()
          .text(order.id())
          .text(order.number())
          .time(order.placedAt())
          .text(Statuses.of(order.status()))
          .text(order.url())
          .close();
    }
  }

  private void totals() throws IOException {
    out.open()
        .number(totals.total())
        .number(totals.due())
        .number(totals.items())
        .number(totals.discount())
        .number(totals.shipping())
        .number(totals.shippingDiscount())
        .number(totals.tax())
        .number(totals.taxIncluded() ? 1L : 0L)
        .number(orAbsent(totals.giftCards()))
        .number(orAbsent(totals.paid()));
    if (!totals.taxes().isEmpty()) {
      out.open();
      for (Totals.TaxSum sum : totals.taxes()) {
        out.text(sum.name()).decimal(sum.rate()).number(sum.base()).number(sum.amount());
      }
      out.close();
    }
    out.close();
  }

  private void pairs(Map<String, String> pairs) throws IOException {
    if (pairs.isEmpty()) {
      out.absent();
      return;
    }
    out.open();
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      out.text(pair.getKey()).text(pair.getValue());
    }
    out.close();
  }

  private void texts(List<String> texts) throws IOException {
    if (texts.isEmpty()) {
      out.absent();
      return;
    }
    out.open();
    for (String text : texts) {
      out.text(text);
    }
    out.close();
  }
}
