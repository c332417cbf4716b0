package dev.baton.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Payment;
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

  /** An array of a token that may grow. */
  enum Array {
    STATE,
    LINE,
    SHIPPING,
    PICKUP,
    PROMOTION,
    RECEIPT,
    RESERVATION,
    PAYMENT,
    ORDER,
    COMPARTMENT,
    CUSTOMER,
    SHIPPING_ADDRESS,
    BILLING_ADDRESS
  }

  /**
   * One array.
   *
   * @param about what it is about: the id of a line, an attempt; null where there is only one
   */
  record Place(Array array, @Nullable String about) {
    @Override
    public String toString() {
      return array.toString();
    }
  }

  private final Map<Place, List<JsonNode>> places;

  /** What is found while a token is read. */
  static final class Found {
    private final Map<Place, List<JsonNode>> places = new HashMap<>();

    /** Takes what is left of an array. */
    void behind(Array array, @Nullable String about, PositionalReader in) {
      if (!in.atEnd()) {
        places.put(new Place(array, about), in.rest());
      }
    }

    Carried carried() {
      return of(places);
    }
  }

  private Carried(Map<Place, List<JsonNode>> places) {
    this.places = Map.copyOf(places);
  }

  private static Carried of(Map<Place, List<JsonNode>> places) {
    return places.isEmpty() ? NONE : new Carried(places);
  }

  /** What a choice of shipping is about: another wish is another choice. */
  static String wish(Shipping shipping) {
    return shipping.wanted() + " " + shipping.wantedLocation();
  }

  /** What stands behind the known places of an array; nothing as a rule. */
  List<JsonNode> behind(Array array, @Nullable String about) {
    return places.isEmpty() ? List.of() : places.getOrDefault(new Place(array, about), List.of());
  }

  /** This and, of lines that came from another token, what that one carries. */
  Carried withLinesOf(Carried other) {
    Map<Place, List<JsonNode>> both = new HashMap<>(other.places);
    both.keySet().removeIf(place -> place.array() != Array.LINE);
    both.putAll(places);
    return of(both);
  }

  /** Of this, what belongs to arrays that the token of a checkout has. */
  Carried in(Checkout checkout) {
    return places.isEmpty() ? this : only(places(checkout)::contains);
  }

  private static Set<Place> places(Checkout checkout) {
    Set<Place> places = new HashSet<>(Set.of(new Place(Array.STATE, null)));
    Contents contents = checkout.contents();
    contents.lines().forEach(line -> places.add(new Place(Array.LINE, line.id())));
    contents.promotions().forEach(one -> places.add(new Place(Array.PROMOTION, one.id())));
    contents.receipts().forEach(one -> places.add(new Place(Array.RECEIPT, one.port().wire())));
    if (contents.shipping() != null) {
      places.add(new Place(Array.SHIPPING, wish(contents.shipping())));
    }
    ShippingOption option = contents.shippingOption();
    if (option != null && option.pickupAt() != null) {
      places.add(new Place(Array.PICKUP, option.id()));
    }
    if (!checkout.payment().equals(Payment.NONE)) {
      places.add(new Place(Array.PAYMENT, checkout.payment().attempt()));
    }
    if (checkout instanceof Checkout.Completed completed) {
      places.add(new Place(Array.ORDER, completed.order().id()));
    } else if (!checkout.reservation().equals(Reservation.NONE)) {
      places.add(new Place(Array.RESERVATION, null));
    }
    return places;
  }

  /** Of this, what stands in the arrays that pass. */
  Carried only(Predicate<Place> which) {
    Map<Place, List<JsonNode>> some = new HashMap<>(places);
    some.keySet().removeIf(which.negate());
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
