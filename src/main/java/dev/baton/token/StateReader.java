package dev.baton.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Address;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads format 1 of the {@code chk} claim: {@code [phase, currency, country, locale, personal
 * fields, tax rates, sets of tax rates, tax categories, lines, shipping, codes, promotions,
 * attributes, receipts, reservation, payment, order]}.
 *
 * <p>A line is {@code [sku, quantity, title, unit price, 2 * category + shippable, rate set,
 * available, max quantity, attributes]}, cut after its last place that says something. Times are
 * milliseconds since 1970, unknown rates are set -1, and null is written as 0 where an array could
 * stand.
 */
final class StateReader {
  private final JsonNode state;
  private final List<List<TaxRate>> rateSets = new ArrayList<>();
  private final List<String> categories;

  private StateReader(JsonNode state) {
    this.state = state;
    List<TaxRate> rates = new ArrayList<>();
    for (JsonNode rate : state.path(5)) {
      rates.add(new TaxRate(rate.path(0).asText(), new BigDecimal(rate.path(1).asText())));
    }
    for (JsonNode set : state.path(6)) {
      List<TaxRate> one = new ArrayList<>(set.size());
      set.forEach(place -> one.add(rates.get(place.intValue())));
      rateSets.add(List.copyOf(one));
    }
    categories = strings(state.path(7));
  }

  /** What the other claims say of a checkout. */
  record Header(String id, int revision, long epoch, String storefront, Instant endsAt) {}

  static Checkout read(JsonNode state, Header header, Personal personal) {
    return new StateReader(state).checkout(header, personal);
  }

  private Checkout checkout(Header header, Personal personal) {
    List<Line> lines = new ArrayList<>(state.path(8).size());
    for (JsonNode line : state.path(8)) {
      lines.add(line(line));
    }
    List<Promotion> promotions = new ArrayList<>();
    for (JsonNode promotion : state.path(11)) {
      promotions.add(promotion(promotion, lines));
    }
    List<Receipt> receipts = new ArrayList<>();
    for (JsonNode receipt : state.path(13)) {
      receipts.add(receipt(receipt));
    }
    Contents contents =
        new Contents(
            header.id(),
            header.revision(),
            header.epoch(),
            header.storefront(),
            state.path(1).asText(),
            state.path(2).asText(),
            state.path(3).asText(),
            header.endsAt(),
            lines,
            personal,
            shipping(state.path(9)),
            strings(state.path(10)),
            promotions,
            map(state.path(12)),
            receipts);
    Reservation reservation = reservation(state.path(14));
    Payment payment = payment(state.path(15));
    return switch (state.path(0).intValue()) {
      case 0 -> new Checkout.Open(contents, reservation, payment);
      case 1 -> new Checkout.Completing(contents, reservation, payment);
      case 2 -> new Checkout.Cancelling(contents, reservation, payment);
      case 3 -> new Checkout.Completed(contents, payment, order(state.path(16)));
      case 4 -> new Checkout.Cancelled(contents, payment);
      default -> throw new IllegalArgumentException("no such phase");
    };
  }

  private Line line(JsonNode line) {
    Line bare = Line.unpriced(line.path(0).asText(), map(line.path(8)), line.path(1).intValue());
    JsonNode title = line.path(2);
    LinePrice price = null;
    List<TaxRate> rates = null;
    if (title.isTextual()) {
      int kind = line.path(4).intValue();
      price =
          new LinePrice(
              title.textValue(),
              line.path(3).longValue(),
              (kind & 1) == 1,
              categories.get(kind >> 1),
              line.path(7).isNumber() ? line.path(7).intValue() : null);
      rates = rateSet(line.path(5));
    }
    return bare.withPrice(price).withTaxRates(rates).withAvailable(longOrNull(line.path(6)));
  }

  private @Nullable List<TaxRate> rateSet(JsonNode place) {
    return place.intValue() < 0 ? null : rateSets.get(place.intValue());
  }

  private @Nullable Shipping shipping(JsonNode shipping) {
    if (!shipping.isArray()) {
      return null;
    }
    Shipping wish = Shipping.wish(shipping.path(0).asText(), textOrNull(shipping.path(1)));
    if (shipping.size() < 3) {
      return wish;
    }
    ShippingOption option =
        new ShippingOption(
            ShippingOption.Type.values()[shipping.path(2).intValue()],
            shipping.path(3).asText(),
            shipping.path(4).asText(),
            shipping.path(5).longValue(),
            textOrNull(shipping.path(7)),
            address(shipping.path(8)));
    return wish.withOption(option).withTaxRates(rateSet(shipping.path(6)));
  }

  private static Promotion promotion(JsonNode promotion, List<Line> all) {
    JsonNode effect = promotion.path(3);
    JsonNode lines = promotion.path(6);
    List<String> ids = null;
    if (lines.isArray()) {
      ids = new ArrayList<>(lines.size());
      for (JsonNode line : lines) {
        ids.add(line.isTextual() ? line.textValue() : all.get(line.intValue()).id());
      }
    }
    return new Promotion(
        promotion.path(0).asText(),
        textOrNull(promotion.path(1)),
        promotion.path(2).asText(),
        effect.isTextual()
            ? new Promotion.Effect.Percent(new BigDecimal(effect.textValue()))
            : effect.isNumber()
                ? new Promotion.Effect.Amount(effect.longValue())
                : new Promotion.Effect.FreeShipping(),
        ids,
        longOrNull(promotion.path(5)),
        promotion.path(4).intValue() == 1);
  }

  private static Receipt receipt(JsonNode receipt) {
    return new Receipt(
        Port.values()[receipt.path(0).intValue()],
        receipt.path(1).asText(),
        receipt.path(2).asText(),
        Instant.ofEpochMilli(receipt.path(3).longValue()),
        receipt.path(4).intValue() == 1);
  }

  private static Reservation reservation(JsonNode reservation) {
    return new Reservation(
        Reservation.Status.values()[reservation.path(0).intValue()],
        timeOrNull(reservation.path(1)),
        textOrNull(reservation.path(2)));
  }

  private static Payment payment(JsonNode payment) {
    return new Payment(
        Payment.Status.values()[payment.path(0).intValue()],
        textOrNull(payment.path(1)),
        textOrNull(payment.path(2)),
        payment.path(3).longValue(),
        textOrNull(payment.path(4)));
  }

  private static Order order(JsonNode order) {
    return new Order(
        order.path(0).asText(),
        order.path(1).asText(),
        textOrNull(order.path(2)),
        Instant.ofEpochMilli(order.path(3).longValue()),
        Order.Status.values()[order.path(4).intValue()]);
  }

  static @Nullable Address address(JsonNode address) {
    if (!address.isArray()) {
      return null;
    }
    return new Address(
        textOrNull(address.path(4)),
        textOrNull(address.path(7)),
        textOrNull(address.path(3)),
        textOrNull(address.path(6)),
        textOrNull(address.path(1)),
        textOrNull(address.path(2)),
        textOrNull(address.path(5)),
        address.path(0).asText(),
        textOrNull(address.path(8)));
  }

  static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  private static @Nullable Long longOrNull(JsonNode node) {
    return node.isNumber() ? node.longValue() : null;
  }

  private static @Nullable Instant timeOrNull(JsonNode node) {
    return node.isNumber() ? Instant.ofEpochMilli(node.longValue()) : null;
  }

  private static List<String> strings(JsonNode array) {
    List<String> all = new ArrayList<>(array.size());
    array.forEach(one -> all.add(one.asText()));
    return all;
  }

  private static SortedMap<String, String> map(JsonNode pairs) {
    SortedMap<String, String> map = new TreeMap<>();
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      map.put(pairs.get(i).asText(), pairs.get(i + 1).asText());
    }
    return map;
  }
}
