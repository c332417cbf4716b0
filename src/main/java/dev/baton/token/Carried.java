package dev.baton.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Order;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Port;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.Shipping;
import dev.baton.checkout.ShippingOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a later format has put behind the places that are known here, carried along as it is: so
 * that an instance of the older format, on the way forwards or back, loses nothing of it.
 *
 * <p>Each array of a token that may grow has a name here, made of what it is about: its places are
 * kept while the token still has an array about the same thing. Those of a line that was removed,
 * of a choice of shipping that was replaced, of a payment that another has followed go with it.
 *
 * <p>May be personal: {@code toString} is redacted.
 */
final class Carried {
  /** Nothing. */
  static final Carried NONE = new Carried(Map.of());

  /** The state itself. */
  static final String STATE = "state";

  /** What is held. */
  static final String RESERVATION = "reservation";

  private static final String LINE = "line ";

  private final Map<String, List<JsonNode>> places;

  /** What is found while a token is read. */
  static final class Found {
    private final Map<String, List<JsonNode>> places = new HashMap<>();

    /** Takes what is left of an array. */
    void behind(String array, PositionalReader in) {
      if (!in.atEnd()) {
        places.put(array, in.rest());
      }
    }

    Carried carried() {
      return of(places);
    }
  }

  private Carried(Map<String, List<JsonNode>> places) {
    this.places = Map.copyOf(places);
  }

  private static Carried of(Map<String, List<JsonNode>> places) {
    return places.isEmpty() ? NONE : new Carried(places);
  }

  static String line(String id) {
    return LINE + id;
  }

  static String shipping(Shipping shipping) {
    return "shipping " + shipping.wanted() + " " + shipping.wantedLocation();
  }

  static String pickup(String option) {
    return "pickup " + option;
  }

  static String promotion(String id) {
    return "promotion " + id;
  }

  static String receipt(Port port) {
    return "receipt " + port;
  }

  static String payment(Payment payment) {
    return "payment " + payment.attempt();
  }

  static String order(Order order) {
    return "order " + order.id();
  }

  /** What stands behind the known places of an array; nothing as a rule. */
  List<JsonNode> behind(String array) {
    return places.getOrDefault(array, List.of());
  }

  /** This and, of lines that came from another token, what that one carries. */
  Carried withLinesOf(Carried other) {
    Map<String, List<JsonNode>> both = new HashMap<>(other.places);
    both.keySet().removeIf(array -> !array.startsWith(LINE));
    both.putAll(places);
    return of(both);
  }

  /** Of this, what belongs to arrays that the token of a checkout has. */
  Carried in(Checkout checkout) {
    return places.isEmpty() ? this : only(arrays(checkout)::contains);
  }

  private static Set<String> arrays(Checkout checkout) {
    Set<String> arrays = new HashSet<>(Set.of(STATE));
    Contents contents = checkout.contents();
    contents.lines().forEach(line -> arrays.add(line(line.id())));
    contents.promotions().forEach(promotion -> arrays.add(promotion(promotion.id())));
    contents.receipts().forEach(receipt -> arrays.add(receipt(receipt.port())));
    if (contents.shipping() != null) {
      arrays.add(shipping(contents.shipping()));
    }
    ShippingOption option = contents.shippingOption();
    if (option != null && option.pickupAt() != null) {
      arrays.add(pickup(option.id()));
    }
    if (!checkout.payment().equals(Payment.NONE)) {
      arrays.add(payment(checkout.payment()));
    }
    if (checkout instanceof Checkout.Completed completed) {
      arrays.add(order(completed.order()));
    } else if (!checkout.reservation().equals(Reservation.NONE)) {
      arrays.add(RESERVATION);
    }
    return arrays;
  }

  /** Of this, what stands in the arrays that pass. */
  Carried only(Predicate<String> arrays) {
    Map<String, List<JsonNode>> some = new HashMap<>(places);
    some.keySet().removeIf(arrays.negate());
    return of(some);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Carried carried && places.equals(carried.places);
  }

  @Override
  public int hashCode() {
    return places.hashCode();
  }

  @Override
  public String toString() {
    return "Carried[redacted]";
  }
}
