package dev.baton.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.baton.checkout.Address;
import dev.baton.checkout.Customer;
import dev.baton.checkout.Personal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes what is personal in a checkout, masked. */
final class PersonalView {
  private PersonalView() {}

  static void write(JsonGenerator json, Personal personal) throws IOException {
    Customer customer = personal.customer();
    json.writeFieldName("customer");
    masked(json, customer);
    json.writeFieldName("shippingAddress");
    masked(json, personal.shippingAddress());
    json.writeFieldName("billingAddress");
    masked(json, personal.billingAddress());
  }

  /** Any value of a checkout; what is personal is masked. */
  static void masked(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case Customer customer -> customer(json, Mask.customer(customer));
      case Address address -> address(json, Mask.address(address));
      case null, default -> JsonBytes.value(json, value);
    }
  }

  private static void customer(JsonGenerator json, Customer shown) throws IOException {
    json.writeStartObject();
    json.writeStringField("email", shown.email());
    json.writeStringField("name", shown.name());
    json.writeStringField("company", shown.company());
    json.writeStringField("taxId", shown.taxId());
    json.writeStringField("id", shown.id());
    json.writeStringField("group", shown.group());
    json.writeEndObject();
  }

  /** As it is: of a shop, or masked before. */
  static void address(JsonGenerator json, Address address) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", address.name());
    json.writeStringField("company", address.company());
    json.writeStringField("line1", address.line1());
    json.writeStringField("line2", address.line2());
    json.writeStringField("postalCode", address.postalCode());
    json.writeStringField("city", address.city());
    json.writeStringField("region", address.region());
    json.writeStringField("country", address.country());
    json.writeStringField("phone", address.phone());
    json.writeEndObject();
  }
}
