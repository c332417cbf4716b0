package dev.baton.checkout;

import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes values so that different ones never give the same text: strings with their length in
 * front, numbers and counts with an end mark, and a mark of its own for what is missing.
 */
final class CanonicalText {
  private final StringBuilder text = new StringBuilder(512);

  CanonicalText add(@Nullable String part) {
    if (part == null) {
      text.append('-');
    } else {
      text.append(part.length()).append(':').append(part);
    }
    return this;
  }

  CanonicalText add(long number) {
    text.append('#').append(number).append(';');
    return this;
  }

  CanonicalText add(@Nullable Long number) {
    return number == null ? add((String) null) : add(number.longValue());
  }

  CanonicalText add(boolean flag) {
    text.append(flag ? '+' : '!');
    return this;
  }

  CanonicalText add(SortedMap<String, String> map) {
    add(map.size());
    for (Map.Entry<String, String> entry : map.entrySet()) {
      add(entry.getKey()).add(entry.getValue());
    }
    return this;
  }

  CanonicalText add(@Nullable Address address) {
    return address == null
        ? add((String) null)
        : add(address.name())
            .add(address.company())
            .add(address.line1())
            .add(address.line2())
            .add(address.postalCode())
            .add(address.city())
            .add(address.region())
            .add(address.country())
            .add(address.phone());
  }

  CanonicalText add(@Nullable Customer customer) {
    return customer == null
        ? add((String) null)
        : add(customer.email())
            .add(customer.name())
            .add(customer.company())
            .add(customer.taxId())
            .add(customer.id())
            .add(customer.group());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
