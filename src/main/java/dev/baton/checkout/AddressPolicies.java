package dev.baton.checkout;

import dev.baton.checkout.Policies.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What addresses an open checkout needs before it is paid: named rules of {@link Policies}. */
final class AddressPolicies {
  /** Countries whose addresses commonly have no postal code. */
  private static final Set<String> NO_POSTAL_CODE =
      Set.of(
          "AE", "AG", "AO", "AW", "BI", "BJ", "BO", "BQ", "BS", "BW", "BZ", "CD", "CF", "CG", "CI",
          "CM", "CW", "DJ", "DM", "ER", "FJ", "GA", "GD", "GH", "GM", "GQ", "GY", "HK", "IE", "JM",
          "KI", "KM", "KN", "KP", "LC", "LY", "ML", "MO", "MR", "MW", "NR", "NU", "PA", "QA", "RW",
          "SB", "SC", "SL", "SR", "ST", "SX", "SY", "TD", "TG", "TK", "TL", "TO", "TT", "TV", "UG",
          "VU", "YE", "ZW");

  /** Countries whose addresses need a state or province. */
  private static final Set<String> REGION = Set.of("AU", "BR", "CA", "CN", "IN", "MX", "US");

  private AddressPolicies() {}

  static List<Problem> isSoldToThisCountry(Facts facts) {
    Personal personal = facts.contents().personal();
    if (facts.storefront().countries().contains(facts.contents().effectiveCountry())) {
      return List.of();
    }
    boolean shipping = personal.shippingAddress() != null;
    boolean billing = !shipping && personal.billingAddress() != null;
    return List.of(
        facts.problem(
            ProblemType.COUNTRY_NOT_SOLD,
            shipping
                ? "/shippingAddress/country"
                : billing ? "/billingAddress/country" : "/country",
            "The storefront doesn't sell to this country",
            Map.of(),
            Policies.BUYING,
            billing ? Policies.MEND_BILLING : Policies.MEND_SHIPPING));
  }

  static List<Problem> shippingAddressIsThere(Facts facts) {
    Contents contents = facts.contents();
    if (!contents.shippable() || isPickup(contents)) {
      return List.of();
    }
    Address address = contents.personal().shippingAddress();
    return address == null
        ? List.of(
            facts.problem(
                ProblemType.SHIPPING_ADDRESS_REQUIRED,
                "/shippingAddress",
                "Where the goods go is not known",
                Map.of(),
                Policies.PAYING,
                Policies.MEND_SHIPPING))
        : complete(facts, address, "/shippingAddress", Policies.MEND_SHIPPING);
  }

  /**
   * A bill goes to the billing address, else to where the goods are sent; one of them has to be.
   */
  static List<Problem> billingAddressIsThere(Facts facts) {
    Contents contents = facts.contents();
    Address billing = contents.personal().billingAddress();
    if (billing != null) {
      return complete(facts, billing, "/billingAddress", Policies.MEND_BILLING);
    }
    if (contents.lines().isEmpty() || (contents.shippable() && !isPickup(contents))) {
      return List.of();
    }
    Address shipping = contents.personal().shippingAddress();
    return shipping == null
        ? List.of(
            facts.problem(
                ProblemType.BILLING_ADDRESS_REQUIRED,
                "/billingAddress",
                "Whom to bill is not known",
                Map.of(),
                Policies.PAYING,
                Policies.MEND_BILLING))
        : complete(facts, shipping, "/shippingAddress", Policies.MEND_SHIPPING);
  }

  private static boolean isPickup(Contents contents) {
    ShippingOption option = contents.shippingOption();
    return option != null && option.type() == ShippingOption.Type.PICKUP;
  }

  private static List<Problem> complete(Facts facts, Address address, String pointer, String fix) {
    List<String> missing = new ArrayList<>();
    if (isBlank(address.name()) && isBlank(address.company())) {
      missing.add("name");
    }
    if (isBlank(address.line1())) {
      missing.add("line1");
    }
    if (isBlank(address.city())) {
      missing.add("city");
    }
    if (isBlank(address.postalCode()) && !NO_POSTAL_CODE.contains(address.country())) {
      missing.add("postalCode");
    }
    if (isBlank(address.region()) && REGION.contains(address.country())) {
      missing.add("region");
    }
    return missing.isEmpty()
        ? List.of()
        : List.of(
            facts.problem(
                ProblemType.ADDRESS_INCOMPLETE,
                pointer,
                "The address lacks " + String.join(", ", missing),
                Map.of("missing", missing),
                Policies.PAYING,
                fix));
  }

  private static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
