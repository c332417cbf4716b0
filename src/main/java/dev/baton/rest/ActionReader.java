package dev.baton.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Action;
import dev.baton.checkout.Address;
import dev.baton.checkout.Customer;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads actions, each by its name. */
final class ActionReader {
  /** The fields of each action, without {@code action} itself. */
  static final Map<String, Set<String>> FIELDS =
      Map.ofEntries(
          Map.entry("add-line", Set.of("sku", "quantity", "attributes")),
          Map.entry("set-quantity", Set.of("line", "quantity")),
          Map.entry("remove-line", Set.of("line")),
          Map.entry("set-lines", Set.of("lines")),
          Map.entry("set-customer", Set.of("email", "name", "company", "taxId", "assertion")),
          Map.entry("set-shipping-address", Set.of("address")),
          Map.entry("set-billing-address", Set.of("address")),
          Map.entry("choose-shipping-option", Set.of("option", "location")),
          Map.entry("apply-promotion", Set.of("code")),
          Map.entry("remove-promotion", Set.of("promotion")),
          Map.entry("set-attribute", Set.of("name", "value")));

  private static final Set<String> LINE = Set.of("sku", "quantity", "attributes");
  static final Set<String> ADDRESS =
      Set.of(
          "name", "company", "line1", "line2", "postalCode", "city", "region", "country", "phone");
  private static final int MOST_LINES = 1000;
  private static final int MOST_ATTRIBUTES = 100;

  private final Assertions assertions;

  ActionReader(Assertions assertions) {
    this.assertions = assertions;
  }

  /**
   * Reads one.
   *
   * @param storefront whose issuers may vouch for the customer
   */
  Action read(JsonNode value, String pointer, String storefront) {
    Body body = Body.open(value, pointer);
    String name = body.text("action", TextRule.ACTION);
    Set<String> fields = FIELDS.get(name);
    if (fields == null) {
      throw new RefusedException(
          new Refusal(
              ProblemType.INVALID_VALUE,
              body.at("action"),
              "There is no such action.",
              Map.of("known", List.copyOf(new TreeSet<>(FIELDS.keySet())))));
    }
    Set<String> all = new TreeSet<>(fields);
    all.add("action");
    body.only(all);
    return action(name, body, storefront);
  }

  private Action action(String name, Body body, String storefront) {
    return switch (name) {
      case "add-line" -> line(body);
      case "set-quantity" ->
          new Action.SetQuantity(body.text("line", TextRule.LINE), quantity(body, 0));
      case "remove-line" -> new Action.RemoveLine(body.text("line", TextRule.LINE));
      case "set-lines" ->
          new Action.SetLines(
              body.list("lines", 0, MOST_LINES, (line, at) -> line(Body.of(line, at, LINE))));
      case "set-customer" -> new Action.SetCustomer(customer(body, storefront));
      case "set-shipping-address" -> new Action.SetShippingAddress(address(body));
      case "set-billing-address" -> new Action.SetBillingAddress(address(body));
      case "choose-shipping-option" ->
          new Action.ChooseShippingOption(
              body.text("option", TextRule.OPTION), body.textOrNull("location", TextRule.LOCATION));
      case "apply-promotion" -> new Action.ApplyPromotion(body.text("code", TextRule.CODE));
      case "remove-promotion" ->
          new Action.RemovePromotion(body.text("promotion", TextRule.PROMOTION));
      case "set-attribute" ->
          new Action.SetAttribute(
              body.text("name", TextRule.ATTRIBUTE_NAME),
              body.textOrNull("value", TextRule.ATTRIBUTE_VALUE));
      default -> throw new IllegalStateException("action without a reader: " + name);
    };
  }

  private static Action.AddLine line(Body body) {
    return new Action.AddLine(
        body.text("sku", TextRule.SKU),
        quantity(body, 1),
        body.texts(
            "attributes", MOST_ATTRIBUTES, TextRule.ATTRIBUTE_NAME, TextRule.ATTRIBUTE_VALUE));
  }

  private static int quantity(Body body, int least) {
    return (int) body.integer("quantity", least, Integer.MAX_VALUE);
  }

  private Customer customer(Body body, String storefront) {
    String assertion = body.textOrNull("assertion", TextRule.ASSERTION);
    Assertions.Verified verified =
        assertion == null ? null : assertions.verify(assertion, storefront, body.at("assertion"));
    return new Customer(
        body.text("email", TextRule.EMAIL),
        body.textOrNull("name", TextRule.PERSON),
        body.textOrNull("company", TextRule.COMPANY),
        body.textOrNull("taxId", TextRule.TAX_ID),
        verified == null ? null : verified.id(),
        verified == null ? null : verified.group());
  }

  private static @Nullable Address address(Body action) {
    Body body = action.objectOrNull("address", ADDRESS);
    return body == null
        ? null
        : new Address(
            body.textOrNull("name", TextRule.PERSON),
            body.textOrNull("company", TextRule.COMPANY),
            body.textOrNull("line1", TextRule.ADDRESS_LINE),
            body.textOrNull("line2", TextRule.ADDRESS_LINE),
            body.textOrNull("postalCode", TextRule.POSTAL_CODE),
            body.textOrNull("city", TextRule.CITY),
            body.textOrNull("region", TextRule.REGION),
            body.text("country", TextRule.COUNTRY),
            body.textOrNull("phone", TextRule.PHONE));
  }
}
