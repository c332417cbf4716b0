package dev.baton.token;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.baton.checkout.Address;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Line;
import dev.baton.checkout.LinePrice;
import dev.baton.checkout.Order;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Personal;
import dev.baton.checkout.Promotion;
import dev.baton.checkout.Receipt;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.Shipping;
import dev.baton.checkout.ShippingOption;
import dev.baton.checkout.TaxRate;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the {@code chk} claim: the state as nested arrays whose places have a meaning, with tables
 * for what recurs. {@link StateReader} says what stands where.
 */
final class StateWriter {
  private static final int TITLE_BYTES = 40;

  private final JsonGenerator json;
  private final Table<TaxRate> rates = new Table<>();
  private final Table<List<TaxRate>> rateSets = new Table<>();
  private final Table<String> categories = new Table<>();
  private final Table<String> lineIds = new Table<>();

  private StateWriter(JsonGenerator json) {
    this.json = json;
  }

  static void write(JsonGenerator json, Checkout checkout) throws IOException {
    new StateWriter(json).checkout(checkout);
  }

  private void checkout(Checkout checkout) throws IOException {
    Contents contents = checkout.contents();
    contents.lines().forEach(this::collect);
    Shipping shipping = contents.shipping();
    if (shipping != null && shipping.taxRates() != null) {
      collect(shipping.taxRates());
    }
    json.writeStartArray();
    json.writeNumber(phase(checkout));
    json.writeString(contents.currency());
    json.writeString(contents.country());
    json.writeString(contents.locale());
    json.writeNumber(personalFields(contents.personal()));
    tables();
    json.writeStartArray();
    for (Line line : contents.lines()) {
      line(line);
    }
    json.writeEndArray();
    shipping(shipping);
    strings(contents.codes());
    json.writeStartArray();
    for (Promotion promotion : contents.promotions()) {
      promotion(promotion);
    }
    json.writeEndArray();
    map(contents.attributes());
    json.writeStartArray();
    for (Receipt receipt : contents.receipts()) {
      receipt(receipt);
    }
    json.writeEndArray();
    reservation(checkout.reservation());
    payment(checkout.payment());
    order(checkout instanceof Checkout.Completed completed ? completed.order() : null);
    json.writeEndArray();
  }

  private static int phase(Checkout checkout) {
    return switch (checkout) {
      case Checkout.Open open -> 0;
      case Checkout.Completing completing -> 1;
      case Checkout.Cancelling cancelling -> 2;
      case Checkout.Completed completed -> 3;
      case Checkout.Cancelled cancelled -> 4;
    };
  }

  /** Which personal fields are set: customer 1, shipping address 2, billing address 4. */
  private static int personalFields(Personal personal) {
    return (personal.customer() == null ? 0 : 1)
        + (personal.shippingAddress() == null ? 0 : 2)
        + (personal.billingAddress() == null ? 0 : 4);
  }

  private void collect(Line line) {
    lineIds.indexOf(line.id());
    if (line.price() != null) {
      categories.indexOf(line.price().taxCategory());
    }
    if (line.taxRates() != null) {
      collect(line.taxRates());
    }
  }

  private void collect(List<TaxRate> set) {
    set.forEach(rates::indexOf);
    rateSets.indexOf(set);
  }

  private void tables() throws IOException {
    json.writeStartArray();
    for (TaxRate rate : rates.entries()) {
      json.writeStartArray();
      json.writeString(rate.name());
      json.writeString(rate.rate().toPlainString());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeStartArray();
    for (List<TaxRate> set : rateSets.entries()) {
      json.writeStartArray();
      for (TaxRate rate : set) {
        json.writeNumber(rates.indexOf(rate));
      }
      json.writeEndArray();
    }
    json.writeEndArray();
    strings(categories.entries());
  }

  /** Places at the end that have nothing to say are left out. */
  private void line(Line line) throws IOException {
    LinePrice price = line.price();
    int places = 2;
    if (price != null) {
      places = 6;
    }
    if (line.available() != null) {
      places = 7;
    }
    if (price != null && price.maxQuantity() != null) {
      places = 8;
    }
    if (!line.attributes().isEmpty()) {
      places = 9;
    }
    json.writeStartArray();
    json.writeString(line.sku());
    json.writeNumber(line.quantity());
    if (places > 2) {
      linePrice(price, line.taxRates());
    }
    if (places > 6) {
      number(line.available());
    }
    if (places > 7) {
      number(price == null || price.maxQuantity() == null ? null : (long) price.maxQuantity());
    }
    if (places > 8) {
      map(line.attributes());
    }
    json.writeEndArray();
  }

  private void linePrice(@Nullable LinePrice price, @Nullable List<TaxRate> taxRates)
      throws IOException {
    if (price == null) {
      json.writeNumber(0);
      json.writeNumber(-1);
      json.writeNumber(0);
      json.writeNumber(-1);
      return;
    }
    json.writeString(cut(price.title()));
    json.writeNumber(price.unitPrice());
    json.writeNumber(2 * categories.indexOf(price.taxCategory()) + (price.shippable() ? 1 : 0));
    json.writeNumber(taxRates == null ? -1 : rateSets.indexOf(taxRates));
  }

  private void shipping(@Nullable Shipping shipping) throws IOException {
    if (shipping == null) {
      json.writeNumber(0);
      return;
    }
    json.writeStartArray();
    json.writeString(shipping.wanted());
    json.writeString(shipping.wantedLocation());
    ShippingOption option = shipping.option();
    if (option != null) {
      json.writeNumber(option.type().ordinal());
      json.writeString(option.id());
      json.writeString(option.label());
      json.writeNumber(option.price());
      json.writeNumber(shipping.taxRates() == null ? -1 : rateSets.indexOf(shipping.taxRates()));
      json.writeString(option.location());
      address(json, option.pickupAt());
    }
    json.writeEndArray();
  }

  private void promotion(Promotion promotion) throws IOException {
    json.writeStartArray();
    json.writeString(promotion.id());
    json.writeString(promotion.code());
    json.writeString(promotion.title());
    switch (promotion.effect()) {
      case Promotion.Effect.Percent percent -> json.writeString(percent.share().toPlainString());
      case Promotion.Effect.Amount amount -> json.writeNumber(amount.amount());
      case Promotion.Effect.FreeShipping free -> json.writeNull();
    }
    json.writeNumber(promotion.limited() ? 1 : 0);
    number(promotion.cap());
    List<String> lines = promotion.lines();
    if (lines == null) {
      json.writeNumber(0);
    } else {
      json.writeStartArray();
      for (String line : lines) {
        if (lineIds.has(line)) {
          json.writeNumber(lineIds.indexOf(line));
        } else {
          json.writeString(line);
        }
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private void receipt(Receipt receipt) throws IOException {
    json.writeStartArray();
    json.writeNumber(receipt.port().ordinal());
    json.writeString(receipt.provider());
    json.writeString(receipt.input());
    time(receipt.validUntil());
    if (receipt.degraded()) {
      json.writeNumber(1);
    }
    json.writeEndArray();
  }

  private void reservation(Reservation reservation) throws IOException {
    json.writeStartArray();
    json.writeNumber(reservation.status().ordinal());
    if (reservation.until() != null || reservation.lines() != null) {
      time(reservation.until());
      json.writeString(reservation.lines());
    }
    json.writeEndArray();
  }

  private void payment(Payment payment) throws IOException {
    json.writeStartArray();
    json.writeNumber(payment.status().ordinal());
    if (!payment.equals(Payment.NONE)) {
      json.writeString(payment.attempt());
      json.writeString(payment.fixed());
      json.writeNumber(payment.amount());
      json.writeString(payment.declineCode());
    }
    json.writeEndArray();
  }

  private void order(@Nullable Order order) throws IOException {
    if (order == null) {
      json.writeNumber(0);
      return;
    }
    json.writeStartArray();
    json.writeString(order.id());
    json.writeString(order.number());
    json.writeString(order.url());
    time(order.placedAt());
    json.writeNumber(order.status().ordinal());
    json.writeEndArray();
  }

  static void address(JsonGenerator json, @Nullable Address address) throws IOException {
    if (address == null) {
      json.writeNull();
      return;
    }
    json.writeStartArray();
    json.writeString(address.country());
    json.writeString(address.postalCode());
    json.writeString(address.city());
    json.writeString(address.line1());
    json.writeString(address.name());
    json.writeString(address.region());
    json.writeString(address.line2());
    json.writeString(address.company());
    json.writeString(address.phone());
    json.writeEndArray();
  }

  private void time(@Nullable Instant instant) throws IOException {
    number(instant == null ? null : instant.toEpochMilli());
  }

  private void number(@Nullable Long number) throws IOException {
    if (number == null) {
      json.writeNull();
    } else {
      json.writeNumber(number);
    }
  }

  private void strings(List<String> all) throws IOException {
    json.writeStartArray();
    for (String one : all) {
      json.writeString(one);
    }
    json.writeEndArray();
  }

  private void map(SortedMap<String, String> map) throws IOException {
    json.writeStartArray();
    for (Map.Entry<String, String> entry : map.entrySet()) {
      json.writeString(entry.getKey());
      json.writeString(entry.getValue());
    }
    json.writeEndArray();
  }

  /** The title's longest beginning of whole code points that has at most 40 bytes of UTF-8. */
  static String cut(String title) {
    int bytes = 0;
    for (int i = 0; i < title.length(); ) {
      int point = title.codePointAt(i);
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (bytes > TITLE_BYTES) {
        return title.substring(0, i);
      }
      i += Character.charCount(point);
    }
    return title;
  }

  /** Entries in the order in which they were first seen. */
  private static final class Table<T> {
    private final Map<T, Integer> places = new java.util.HashMap<>();
    private final List<T> entries = new ArrayList<>();

    int indexOf(T entry) {
      Integer place = places.putIfAbsent(entry, entries.size());
      if (place != null) {
        return place;
      }
      entries.add(entry);
      return entries.size() - 1;
    }

    boolean has(T entry) {
      return places.containsKey(entry);
    }

    List<T> entries() {
      return entries;
    }
  }
}
