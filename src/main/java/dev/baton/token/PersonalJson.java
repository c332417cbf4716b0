package dev.baton.token;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Customer;
import dev.baton.checkout.Personal;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The plaintext of the {@code pii} claim: {@code [customer, shipping address, billing address]},
 * each an array or null.
 */
final class PersonalJson {
  private PersonalJson() {}

  static void write(JsonGenerator json, Personal personal) throws IOException {
    json.writeStartArray();
    Customer customer = personal.customer();
    if (customer == null) {
      json.writeNull();
    } else {
      json.writeStartArray();
      json.writeString(customer.email());
      json.writeString(customer.name());
      json.writeString(customer.company());
      json.writeString(customer.taxId());
      json.writeString(customer.id());
      json.writeString(customer.group());
      json.writeEndArray();
    }
    StateWriter.address(json, personal.shippingAddress());
    StateWriter.address(json, personal.billingAddress());
    json.writeEndArray();
  }

  static Personal read(JsonNode personal) {
    return new Personal(
        customer(personal.path(0)),
        StateReader.address(personal.path(1)),
        StateReader.address(personal.path(2)));
  }

  private static @Nullable Customer customer(JsonNode customer) {
    if (!customer.isArray()) {
      return null;
    }
    return new Customer(
        customer.path(0).asText(),
        StateReader.textOrNull(customer.path(1)),
        StateReader.textOrNull(customer.path(2)),
        StateReader.textOrNull(customer.path(3)),
        StateReader.textOrNull(customer.path(4)),
        StateReader.textOrNull(customer.path(5)));
  }
}
