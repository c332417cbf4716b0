package dev.baton.token;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.baton.checkout.Address;
import dev.baton.checkout.Customer;
import dev.baton.checkout.Personal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The plain text of the encrypted compartment: {@code [customer, shipping address, billing
 * address]}, each with its parts in the order of its record.
 */
final class PersonalFormat {
  private PersonalFormat() {}

  static byte[] write(Personal personal) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = StrictJson.MAPPER.createGenerator(text)) {
      PositionalWriter out = new PositionalWriter(json).open();
      write(out, personal.customer());
      write(out, personal.shippingAddress());
      write(out, personal.billingAddress());
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(PositionalWriter out, @Nullable Customer customer) throws IOException {
    if (customer == null) {
      out.absent();
      return;
    }
    out.open()
        .text(customer.email())
        .text(customer.name())
        .text(customer.company())
        .text(customer.taxId())
        .text(customer.id())
        .text(customer.group())
        .close();
  }

  static void write(PositionalWriter out, @Nullable Address address) throws IOException {
    if (address == null) {
      out.absent();
      return;
    }
    out.open()
        .text(address.country())
        .text(address.name())
        .text(address.company())
        .text(address.line1())
        .text(address.line2())
        .text(address.postalCode())
        .text(address.city())
        .text(address.region())
        .text(address.phone())
        .close();
  }

  static Personal read(byte[] plain) {
    try {
      PositionalReader in = PositionalReader.of(StrictJson.MAPPER.readTree(plain));
      return new Personal(
          customer(in.arrayOrNull()), address(in.arrayOrNull()), address(in.arrayOrNull()));
    } catch (IOException e) {
      throw new UnreadableStateException("the compartment is no JSON");
    }
  }

  private static @Nullable Customer customer(@Nullable PositionalReader in) {
    return in == null
        ? null
        : new Customer(
            in.text(),
            in.textOrNull(),
            in.textOrNull(),
            in.textOrNull(),
            in.textOrNull(),
            in.textOrNull());
  }

  static @Nullable Address address(@Nullable PositionalReader in) {
    if (in == null) {
      return null;
    }
    String country = in.text();
    return new Address(
        in.textOrNull(),
        in.textOrNull(),
        in.textOrNull(),
        in.textOrNull(),
        in.textOrNull(),
        in.textOrNull(),
        in.textOrNull(),
        country,
        in.textOrNull());
  }

  /**
   * Which personal fields are set, for readers that can't open the compartment: one bit a field, 6
   * of the customer, then 9 of each address, in the order in which they are written.
   */
  static long present(Personal personal) {
    Customer customer = personal.customer();
    long bits =
        customer == null
            ? 0
            : bits(
                customer.email(),
                customer.name(),
                customer.company(),
                customer.taxId(),
                customer.id(),
                customer.group());
    return bits
        | present(personal.shippingAddress()) << 6
        | present(personal.billingAddress()) << 15;
  }

  private static long present(@Nullable Address address) {
    return address == null
        ? 0
        : bits(
            address.country(),
            address.name(),
            address.company(),
            address.line1(),
            address.line2(),
            address.postalCode(),
            address.city(),
            address.region(),
            address.phone());
  }

  private static long bits(@Nullable String... fields) {
    long bits = 0;
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] != null) {
        bits |= 1L << i;
      }
    }
    return bits;
  }
}
