package dev.baton.checkout;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One edit of a checkout; {@link #name()} is its name on the wire. */
public sealed interface Action {
  /** The name on the wire, in {@code next} and in {@code fix}. */
  default String name() {
    return switch (this) {
      case AddLine _ -> "add-line";
      case SetQuantity _ -> "set-quantity";
      case RemoveLine _ -> "remove-line";
      case SetLines _ -> "set-lines";
      case SetCustomer _ -> "set-customer";
      case SetShippingAddress _ -> "set-shipping-address";
      case SetBillingAddress _ -> "set-billing-address";
      case ChooseShippingOption _ -> "choose-shipping-option";
      case ApplyPromotion _ -> "apply-promotion";
      case RemovePromotion _ -> "remove-promotion";
      case SetAttribute _ -> "set-attribute";
    };
  }

  /** Adds units; the same SKU with the same attributes adds up. */
  record AddLine(String sku, int quantity, Map<String, String> attributes) implements Action {}

  /** Sets a line's units; 0 removes it. */
  record SetQuantity(String line, int quantity) implements Action {}

  /** Removes a line. */
  record RemoveLine(String line) implements Action {}

  /** Replaces all lines; entries of one SKU and attributes add up. */
  record SetLines(List<AddLine> lines) implements Action {}

  /** Says who buys. */
  record SetCustomer(Customer customer) implements Action {}

  /** Says where the goods go; may be partial; null removes it. */
  record SetShippingAddress(@Nullable Address address) implements Action {}

  /** Says who pays; null means the shipping address. */
  record SetBillingAddress(@Nullable Address address) implements Action {}

  /** Chooses among the quoted options by id, or "cheapest"; a pickup may name its place. */
  record ChooseShippingOption(String option, @Nullable String location) implements Action {}

  /** Applies a promotion code. */
  record ApplyPromotion(String code) implements Action {}

  /** Takes an applied code back, by the promotion's id. */
  record RemovePromotion(String promotion) implements Action {}

  /** Sets one of the storefront's attributes of the checkout; null removes it. */
  record SetAttribute(String attribute, @Nullable String value) implements Action {}
}
