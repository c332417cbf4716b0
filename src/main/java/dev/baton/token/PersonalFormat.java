package dev.baton.token;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Address;
import dev.baton.checkout.Customer;
import dev.baton.checkout.Personal;
import dev.baton.token.Carried.Array;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The plain text of the encrypted compartment: {@code [customer, shipping address, billing
 * address]}, each with its parts in the order of its record.
 */
final class PersonalFormat {
  private PersonalFormat() {}

  /** What is in a compartment, and what a later format has in it. */
  record Compartment(Personal personal, Carried carried) {
    @Override
    public String toString() {
      return "Compartment[redacted]";
    }
  }

  /** Of what came with a compartment, what belongs to the parts of it that are as they were. */
  static Carried kept(Carried carried, Personal before, Personal now) {
    return carried.only(place ->
        switch (place.array()) {
          case CUSTOMER -> Objects.equals(before.customer(), now.customer());
          case SHIPPING_ADDRESS -> Objects.equals(before.shippingAddress(), now.shippingAddress());
          case BILLING_ADDRESS -> Objects.equals(before.billingAddress(), now.billingAddress());
          default -> !now.equals(Personal.NONE);
        });
  }

  static byte[] write(Personal personal, Carried carried) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = StrictJson.MAPPER.createGenerator(text)) {
      PositionalWriter out = new PositionalWriter(json).open();
      write(out, personal.customer(), carried);
      write(out, personal.shippingAddress(), carried.behind(Array.SHIPPING_ADDRESS, null));
      write(out, personal.billingAddress(), carried.behind(Array.BILLING_ADDRESS, null));
      out.carried(carried.behind(Array.COMPARTMENT, null)).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(PositionalWriter out, @Nullable Customer customer, Carried carried)
      throws IOException {
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
        .carried(carried.behind(Array.CUSTOMER, null))
        .close();
  }

  static void write(PositionalWriter out, @Nullable Address address, List<JsonNode> later)
      throws IOException {
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
        .carried(later)
        .close();
  }

  static Compartment read(byte[] plain) {
    try {
      PositionalReader in = PositionalReader.of(StrictJson.MAPPER.readTree(plain));
      Carried.Found found = new Carried.Found();
      Personal personal =
          new Personal(
              customer(in.arrayOrNull(), found),
              address(in.arrayOrNull(), found, Array.SHIPPING_ADDRESS, null),
              address(in.arrayOrNull(), found, Array.BILLING_ADDRESS, null));
      found.behind(Array.COMPARTMENT, null, in);
      return new Compartment(personal, found.carried());
    } catch (IOException e) {
      throw new UnreadableStateException("the compartment is no JSON");
    }
  }

  private static @Nullable Customer customer(@Nullable PositionalReader in, Carried.Found found) {
    if (in == null) {
      return null;
    }
    Customer customer =
        new Customer(
            in.text(),
            in.textOrNull(),
            in.textOrNull(),
            in.textOrNull(),
            in.textOrNull(),
            in.textOrNull());
    found.behind(Array.CUSTOMER, null, in);
    return customer;
  }

  static @Nullable Address address(
      @Nullable PositionalReader in, Carried.Found found, Array array, @Nullable String about) {
    if (in == null) {
      return null;
    }
    String country = in.text();
    Address address =
        new Address(
            in.textOrNull(),
            in.textOrNull(),
            in.textOrNull(),
            in.textOrNull(),
            in.textOrNull(),
            in.textOrNull(),
            in.textOrNull(),
            country,
            in.textOrNull());
    found.behind(array, about, in);
    return address;
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
