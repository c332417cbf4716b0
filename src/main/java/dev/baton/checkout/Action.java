package dev.baton.checkout;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One edit of a checkout; {@link #name()} is its name on the wire. */
public sealed interface Action {
  /** The name on the wire, in {@code next} and in {@code fix}. */
  String name();

  /** Adds units; the same SKU with the same attributes adds up. */
  record AddLine(String sku, int quantity, Map<String, String> attributes) implements Action {
    @Override
    public String name() {
      return "add-line";
    }
  }

  /** Sets a line's units; 0 removes it. */
  record SetQuantity(String line, int quantity) implements Action {
    @Override
    public String name() {
      return "set-quantity";
    }
  }

  /** Removes a line. */
  record RemoveLine(String line) implements Action {
    @Override
    public String name() {
      return "remove-line";
    }
  }

  /** Replaces all lines; entries of one SKU and attributes add up. */
  record SetLines(List<AddLine> lines) implements Action {
    @Override
    public String name() {
      return "set-lines";
    }
  }

  /** Says who buys. */
  record SetCustomer(Customer customer) implements Action {
    @Override
    public String name() {
      return "set-customer";
    }
  }

  /** Says where the goods go; may be partial; null removes it. */
  record SetShippingAddress(@Nullable Address address) implements Action {
    @Override
    public String name() {
      return "set-shipping-address";
    }
  }

  /** Says who pays; null means the shipping address. */
  record SetBillingAddress(@Nullable Address address) implements Action {
    @Override
    public String name() {
      return "set-billing-address";
    }
  }

  /** Chooses among the quoted options by id, or "cheapest"; a pickup may name its place. */
  record ChooseShippingOption(String option, @Nullable String location) implements Action {
    @Override
    public String name() {
      return "choose-shipping-option";
    }
  }

  /** Applies a promotion code. */
  record ApplyPromotion(String code) implements Action {
    @Override
    public String name() {
      return "apply-promotion";
    }
  }

  /** Takes an applied code back, by the promotion's id. */
  record RemovePromotion(String promotion) implements Action {
    @Override
    public String name() {
      return "remove-promotion";
    }
  }

  /** Sets one of the storefront's attributes of the checkout; null removes it. */
  record SetAttribute(String attribute, @Nullable String value) implements Action {
    @Override
    public String name() {
      return "set-attribute";
    }
  }
}
