package dev.baton.checkout;

import static dev.baton.checkout.Shop.DIGEST;
import static dev.baton.checkout.Shop.STOREFRONT;

import java.time.Duration;
import java.util.List;

/** One thing that happens to a checkout or around it. */
sealed interface Event {
  record Act(List<Action> actions, boolean options) implements Event {}

  record Requote(boolean all) implements Event {}

  record Pass(Duration time) implements Event {}

  record Toggle(Port port) implements Event {}

  record Retire(String sku) implements Event {}

  record EndCode(String code) implements Event {}

  record Stock(String sku, long units) implements Event {}

  record Reserved(Duration lasting) implements Event {}

  record Paid(Payment.Status status) implements Event {}

  record Move(String operation) implements Event {}

  /** The checkout once it has happened; the same where the event finds it closed to it. */
  default Checkout after(Checkout checkout, Shop shop) {
    return switch (this) {
      case Event.Act(List<Action> actions, boolean options) ->
          stepped(
              checkout,
              () ->
                  shop.steps()
                      .act(checkout, STOREFRONT, actions, "/actions", null, options, DIGEST));
      case Event.Requote(boolean all) ->
          stepped(checkout, () -> shop.steps().requote(checkout, STOREFRONT, all, false, DIGEST));
      case Event.Pass(Duration time) -> {
        shop.pass(time);
        yield checkout;
      }
      case Event.Toggle(Port port) -> {
        if (!shop.down.remove(port)) {
          shop.down.add(port);
        }
        yield checkout;
      }
      case Event.Retire(String sku) -> {
        shop.catalogue.remove(sku);
        yield checkout;
      }
      case Event.EndCode(String code) -> {
        shop.endedCodes.add(code);
        yield checkout;
      }
      case Event.Stock(String sku, long units) -> {
        shop.stock.put(sku, units);
        yield checkout;
      }
      case Event.Reserved(Duration lasting) -> reserved(checkout, shop, lasting);
      case Event.Paid(Payment.Status status) -> paid(checkout, shop, status);
      case Event.Move(String operation) -> moved(checkout, shop, operation);
    };
  }

  /** What may be refused, or find a provider down. */
  interface Step {
    StepResult take();
  }

  private static Checkout stepped(Checkout before, Step step) {
    try {
      return switch (step.take()) {
        case StepResult.Accepted(Checkout after, Quote.ShippingOptions _) -> after;
        case StepResult.Refused _ -> before;
      };
    } catch (ProviderException down) {
      return before;
    }
  }

  private static Checkout reserved(Checkout checkout, Shop shop, Duration lasting) {
    return checkout instanceof Checkout.Open open && shop.assess(open).refusal("reserve") == null
        ? shop.held(open, lasting)
        : checkout;
  }

  private static Checkout paid(Checkout checkout, Shop shop, Payment.Status status) {
    if (!(checkout instanceof Checkout.Open open) || shop.assess(open).refusal("pay") != null) {
      return checkout;
    }
    return Shop.paid(open, status);
  }

  private static Checkout moved(Checkout checkout, Shop shop, String operation) {
    if (shop.assess(checkout).refusal(operation) != null) {
      return checkout;
    }
    return switch (checkout) {
      case Checkout.Open open when operation.equals("complete") -> open.completing();
      case Checkout.Open open when operation.equals("cancel") -> open.cancelling();
      case Checkout.Completing completing ->
          completing.completed(
              new Payment(
                  Payment.Status.CAPTURED,
                  completing.payment().attempt(),
                  completing.payment().fixed(),
                  completing.payment().amount(),
                  null),
              new Order("o1", "1", null, shop.now, Order.Status.PLACED));
      case Checkout.Cancelling cancelling -> cancelling.cancelled(Payment.NONE);
      default -> checkout;
    };
  }
}
