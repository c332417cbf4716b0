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
import dev.baton.token.Carried.Array;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code chk} as {@link CheckoutWriter} writes it; more places than it knows don't disturb
 * and are carried along.
 */
final class CheckoutReader {
  private List<List<TaxRate>> taxSets = List.of();
  private List<Kind> kinds = List.of();
  private final Carried.Found found = new Carried.Found();

  /** What many lines have in common. */
  private record Kind(String category, boolean shippable) {}

  /** What a token says of a checkout outside of {@code chk}. */
  record Claims(
      String id, int revision, long epoch, String storefront, Instant endsAt, Personal personal) {}

  /** A state, and what a later format has in it. */
  record State(Checkout checkout, Carried carried) {}

  private CheckoutReader() {}

  /**
   * Reads a state of a format that is readable.
   *
   * @throws UnreadableStateException when it isn't one
   */
  static State read(int format, JsonNode chk, Claims claims) {
    try {
      CheckoutReader reader = new CheckoutReader();
      PositionalReader in = PositionalReader.of(Formats.upgraded(format, chk));
      return new State(reader.checkout(in, claims), reader.found.carried());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new UnreadableStateException("a state that can't be");
    }
  }

  private Checkout checkout(PositionalReader in, Claims claims) {
    String status = in.text();
    String currency = in.text();
    String country = in.text();
    String locale = in.text();
    in.number();
    taxSets = in.list(CheckoutReader::taxSet);
    kinds = kinds(in.arrayOrNull());
    List<Line> lines = in.list(this::line);
    Shipping shipping = shipping(in.arrayOrNull());
    List<String> codes = in.texts();
    List<Promotion> promotions = in.list(node -> promotion(node, lines));
    SortedMap<String, String> attributes = in.pairs();
    Contents contents =
        new Contents(
            claims.id(),
            claims.revision(),
            claims.epoch(),
            claims.storefront(),
            currency,
            country,
            locale,
            claims.endsAt(),
            lines,
            claims.personal(),
            shipping,
            codes,
            promotions,
            attributes,
            in.list(this::receipt),
            null);
    Reservation reservation = reservation(in.arrayOrNull());
    Payment payment = payment(in.arrayOrNull());
    Order order = order(in.arrayOrNull());
    in.any();
    contents = Formats.read(in, contents);
    found.behind(Array.STATE, null, in);
    return checkout(status, contents, reservation, payment, order);
  }

  private static Checkout checkout(
      String status,
      Contents contents,
      Reservation reservation,
      Payment payment,
      @Nullable Order order) {
    return switch (status) {
      case "open" -> new Checkout.Open(contents, reservation, payment);
      case "completing" -> new Checkout.Completing(contents, reservation, payment);
      case "cancelling" -> new Checkout.Cancelling(contents, reservation, payment);
      case "cancelled" -> new Checkout.Cancelled(contents, payment);
      case "completed" -> {
        if (order == null) {
          throw new UnreadableStateException("completed without an order");
        }
        yield new Checkout.Completed(contents, payment, order);
      }
      default -> throw new UnreadableStateException("an unknown status");
    };
  }

  private static List<TaxRate> taxSet(JsonNode node) {
    PositionalReader in = PositionalReader.of(node);
    List<TaxRate> set = new ArrayList<>();
    while (!in.atEnd()) {
      set.add(new TaxRate(in.text(), in.decimal()));
    }
    return List.copyOf(set);
  }

  private static List<Kind> kinds(@Nullable PositionalReader in) {
    List<Kind> kinds = new ArrayList<>();
    while (in != null && !in.atEnd()) {
      kinds.add(new Kind(in.text(), in.flag()));
    }
    return kinds;
  }

  private static <T> T entry(List<T> table, int index) {
    if (index < 0 || index >= table.size()) {
      throw new UnreadableStateException("an index out of range");
    }
    return table.get(index);
  }

  private @Nullable List<TaxRate> taxSetOrNull(PositionalReader in) {
    Integer index = in.integerOrNull();
    return index == null ? null : entry(taxSets, index);
  }

  private Line line(JsonNode node) {
    PositionalReader in = PositionalReader.of(node);
    String sku = in.text();
    int quantity = in.integer();
    String title = in.textOrNull();
    Long unitPrice = in.numberOrNull();
    Integer kindIndex = in.integerOrNull();
    List<TaxRate> taxRates = taxSetOrNull(in);
    Long available = in.numberOrNull();
    in.any();
    in.any();
    Integer maxQuantity = in.integerOrNull();
    SortedMap<String, String> attributes = in.pairs();
    LinePrice price = null;
    if (title != null && unitPrice != null && kindIndex != null) {
      Kind kind = entry(kinds, kindIndex);
      price = new LinePrice(title, unitPrice, kind.shippable(), kind.category(), maxQuantity);
    }
    Line unpriced = Line.unpriced(sku, attributes, quantity);
    found.behind(Array.LINE, unpriced.id(), in);
    return new Line(unpriced.id(), sku, attributes, quantity, price, available, taxRates);
  }

  private @Nullable Shipping shipping(@Nullable PositionalReader in) {
    if (in == null) {
      return null;
    }
    String wanted = in.text();
    String wantedLocation = in.textOrNull();
    List<TaxRate> taxRates = taxSetOrNull(in);
    Shipping shipping = new Shipping(wanted, wantedLocation, option(in), taxRates);
    found.behind(Array.SHIPPING, Carried.wish(shipping), in);
    return shipping;
  }

  private @Nullable ShippingOption option(PositionalReader in) {
    String id = in.textOrNull();
    if (id == null) {
      in.skip(CheckoutWriter.OPTION_PLACES - 1);
      return null;
    }
    String label = in.text();
    long price = in.number();
    in.any();
    in.any();
    ShippingOption.Type type =
        in.flag() ? ShippingOption.Type.PICKUP : ShippingOption.Type.SHIPPING;
    String location = in.textOrNull();
    Address pickupAt = PersonalFormat.address(in.arrayOrNull(), found, Array.PICKUP, id);
    return new ShippingOption(type, id, label, price, location, pickupAt);
  }

  private Promotion promotion(JsonNode node, List<Line> lines) {
    PositionalReader in = PositionalReader.of(node);
    String id = in.text();
    Promotion.Effect effect = effect(in.any());
    String title = in.text();
    in.any();
    String code = in.textOrNull();
    boolean limited = in.flag();
    Long cap = in.numberOrNull();
    List<String> eligible = in.listOrNull(line -> eligible(line, lines));
    found.behind(Array.PROMOTION, id, in);
    return new Promotion(id, code, title, effect, eligible, cap, limited);
  }

  private static Promotion.Effect effect(@Nullable JsonNode node) {
    if (node == null) {
      return new Promotion.Effect.FreeShipping();
    }
    return node.isTextual()
        ? new Promotion.Effect.Percent(PositionalReader.decimal(node.textValue()))
        : new Promotion.Effect.Amount(PositionalReader.number(node));
  }

  private static String eligible(JsonNode line, List<Line> lines) {
    return line.isTextual()
        ? line.textValue()
        : entry(lines, Math.toIntExact(PositionalReader.number(line))).id();
  }

  private Receipt receipt(JsonNode node) {
    PositionalReader in = PositionalReader.of(node);
    Receipt receipt =
        new Receipt(
            Statuses.read(Port.class, in.text()), in.text(), in.text(), in.time(), in.flag());
    found.behind(Array.RECEIPT, receipt.port().wire(), in);
    return receipt;
  }

  private Reservation reservation(@Nullable PositionalReader in) {
    if (in == null) {
      return Reservation.NONE;
    }
    Reservation reservation =
        new Reservation(
            Statuses.read(Reservation.Status.class, in.text()), in.timeOrNull(), in.textOrNull());
    found.behind(Array.RESERVATION, null, in);
    return reservation;
  }

  private Payment payment(@Nullable PositionalReader in) {
    if (in == null) {
      return Payment.NONE;
    }
    Payment payment =
        new Payment(
            Statuses.read(Payment.Status.class, in.text()),
            in.textOrNull(),
            in.textOrNull(),
            in.number(),
            in.textOrNull());
    found.behind(Array.PAYMENT, payment.attempt(), in);
    return payment;
  }

  private @Nullable Order order(@Nullable PositionalReader in) {
    if (in == null) {
      return null;
    }
    String id = in.text();
    String number = in.text();
    Instant placedAt = in.time();
    Order.Status status = Statuses.read(Order.Status.class, in.text());
    Order order = new Order(id, number, in.textOrNull(), placedAt, status);
    found.behind(Array.ORDER, order.id(), in);
    return order;
  }
}
