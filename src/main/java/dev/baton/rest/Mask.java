package dev.baton.rest;

import dev.baton.checkout.Address;
import dev.baton.checkout.Customer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Personal data as it may be shown: enough to recognise one's own, too little for anybody else. How
 * long a word is doesn't show.
 */
final class Mask {
  private static final String HIDDEN = "***";

  private Mask() {}

  /** {@code ada@example.com} as {@code a***@example.com}. */
  static String email(String email) {
    int at = email.lastIndexOf('@');
    return at < 1 ? HIDDEN : first(email) + HIDDEN + email.substring(at);
  }

  /** {@code Ada Example} as {@code A*** E***}. */
  static @Nullable String words(@Nullable String text) {
    return text == null
        ? null
        : Arrays.stream(text.strip().split("\\s+"))
            .map(word -> first(word) + HIDDEN)
            .collect(Collectors.joining(" "));
  }

  private static @Nullable String all(@Nullable String text) {
    return text == null ? null : HIDDEN;
  }

  /** What the shopper said of themselves; the group is a class of customers, so it stays. */
  static Customer customer(Customer customer) {
    return new Customer(
        email(customer.email()),
        words(customer.name()),
        words(customer.company()),
        all(customer.taxId()),
        all(customer.id()),
        customer.group());
  }

  /** Postal code and country stay, since prices depend on them. */
  static Address address(Address address) {
    return new Address(
        words(address.name()),
        words(address.company()),
        words(address.line1()),
        words(address.line2()),
        address.postalCode(),
        words(address.city()),
        words(address.region()),
        address.country(),
        all(address.phone()));
  }

  private static String first(String text) {
    return text.isEmpty() ? "" : Character.toString(text.codePointAt(0));
  }
}
