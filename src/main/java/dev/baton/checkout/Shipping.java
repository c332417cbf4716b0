package dev.baton.checkout;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shopper's choice of shipping and what it costs.
 *
 * @param wanted what the shopper asked for: an option's id, or "cheapest"
 * @param wantedLocation the pickup place asked for, if any
 * @param option the option as last quoted; null when the last quote has none that fits
 * @param taxRates the rates on the shipping price; null when unknown
 */
public record Shipping(
    String wanted,
    @Nullable String wantedLocation,
    @Nullable ShippingOption option,
    @Nullable List<TaxRate> taxRates) {
  public Shipping {
    taxRates = taxRates == null || option == null ? null : List.copyOf(taxRates);
  }

  /** The wish for whichever way of sending the goods costs least. */
  public static final String CHEAPEST = "cheapest";

  /** A wish that nobody has quoted yet. */
  public static Shipping wish(String wanted, @Nullable String location) {
    return new Shipping(wanted, location, null, null);
  }

  /** Whether another choice asks for the same. */
  boolean sameWish(@Nullable Shipping other) {
    return other != null
        && wanted.equals(other.wanted)
        && Objects.equals(wantedLocation, other.wantedLocation);
  }

  /** This with another quoted option; its tax stays as it is until that is quoted again. */
  public Shipping withOption(@Nullable ShippingOption newOption) {
    return new Shipping(wanted, wantedLocation, newOption, taxRates);
  }

  /** This with another tax quote. */
  public Shipping withTaxRates(@Nullable List<TaxRate> newTaxRates) {
    return new Shipping(wanted, wantedLocation, option, newTaxRates);
  }

  /**
   * This with the option that fits the wish, among those offered; none if none does.
   *
   * <p>"cheapest" means sending, and a pickup only when a place is named: a shopper who asks for
   * the cheapest way didn't ask to fetch it. Of equals, and of several places of a pickup, the
   * first is taken.
   */
  public Shipping among(List<ShippingOption> offered) {
    Stream<ShippingOption> fitting =
        offered.stream().filter(o -> wantedLocation == null || wantedLocation.equals(o.location()));
    if (!wanted.equals(CHEAPEST)) {
      return withOption(fitting.filter(o -> o.id().equals(wanted)).findFirst().orElse(null));
    }
    return withOption(
        fitting
            .filter(o -> wantedLocation != null || o.type() == ShippingOption.Type.SHIPPING)
            .min(Comparator.comparingLong(ShippingOption::price))
            .orElse(null));
  }
}
