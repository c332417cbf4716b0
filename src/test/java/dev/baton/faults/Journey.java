package dev.baton.faults;

import java.util.ArrayList;
import java.util.List;

/** What a shopper does; together they make a gateway perform every effect that there is. */
enum Journey {
  BUY("ada", pay("pm_card_visa", 2650), complete(2650)),
  RESERVE_AND_BUY("ada", reserve(), pay("pm_card_visa", 2650), complete(2650)),
  CANCEL_UNPAID("ada", reserve(), cancel()),
  CANCEL_PAID("ada", pay("pm_card_visa", 2650), cancel()),
  DECLINED_THEN_BUY(
      "ada", pay("pm_card_visa_chargeDeclined", 2650), pay("pm_card_visa", 2650), complete(2650)),
  PAY_TWICE("ada", pay("pm_card_visa", 2650), pay("pm_card_mastercard", 2650), complete(2650)),
  EDIT_AND_PAY_AGAIN(
      "ada",
      pay("pm_card_visa", 2650),
      acts("{\"action\":\"set-attribute\",\"name\":\"gift-note\",\"value\":\"for you\"}"),
      pay("pm_card_visa", 2650),
      complete(2650)),
  ORDER_REJECTED("order-rejected", pay("pm_card_visa", 2650), complete(2650)),
  ORDER_TOTAL_CHANGED("order-total-changed", pay("pm_card_visa", 2650), complete(2650)),
  CAPTURE_REFUSED("ada", pay("pm_sandbox_captureRefused", 2650), complete(2650)),
  CAPTURED_BY_HAND_AND_REJECTED(
      "order-rejected", pay("pm_card_visa", 2650), captureByHand(), complete(2650)),
  CAPTURED_BY_HAND_AND_CANCELLED("ada", pay("pm_card_visa", 2650), captureByHand(), cancel()),
  PAYMENT_ANSWER_LOST("ada", pay("pm_sandbox_timeout", 2650), complete(2650)),
  CAPTURE_ANSWER_LOST("ada", pay("pm_sandbox_captureTimeout", 2650), complete(2650)),
  VOID_ANSWER_LOST("ada", pay("pm_sandbox_cancelTimeout", 2650), cancel()),
  ORDER_ANSWERS_LOST("orders-timeout", pay("pm_card_visa", 2650), complete(2650)),
  ORDER_CALLS_LOST("orders-lost", pay("pm_card_visa", 2650), cancel()),
  LEAVE_DURING_AUTHENTICATION("ada", pay("pm_card_authenticationRequired", 2650)),
  LEAVE_AFTER_PAYING("ada", pay("pm_card_visa", 2650)),
  SLOW_PAYMENT("ada", pay("pm_sandbox_delayed", 2650), complete(2650)),
  BUY_WITHOUT_BACKEND("ada", pay("pm_card_visa", 2650), complete(2650)),
  CANCEL_WITHOUT_BACKEND("ada", pay("pm_card_visa", 2650), cancel());

  /** Those that the order backend won't have. */
  static final List<Journey> REFUSED =
      List.of(ORDER_REJECTED, ORDER_TOTAL_CHANGED, CAPTURED_BY_HAND_AND_REJECTED);

  private final List<Call> calls;

  Journey(String customer, Call... anchors) {
    var all = new ArrayList<Call>();
    all.add(
        new Call(
            "/v1/checkouts",
            """
            {"storefront":"demo","currency":"EUR","country":"DE","locale":"de-DE",
             "actions":[{"action":"add-line","sku":"%SKU%","quantity":2}]}\
            """));
    all.add(
        acts(
            """
            {"action":"set-shipping-address","address":{"name":"Ada Example","line1":"Hauptstr. 1",
              "postalCode":"10117","city":"Berlin","country":"DE"}},
            {"action":"choose-shipping-option","option":"standard"},
            {"action":"apply-promotion","code":"WELCOME10"},\
            """
                + setCustomer(customer)));
    all.addAll(List.of(anchors));
    calls = List.copyOf(all);
  }

  /** One call of the API, or one to the payment provider past it. */
  record Call(String path, String body) {
    /** Not for a gateway: somebody captures in the provider's own dashboard. */
    boolean isByHand() {
      return path.isEmpty();
    }
  }

  /** Whether its last call is taken where the order backend can't be reached. */
  boolean lacksBackend() {
    return this == BUY_WITHOUT_BACKEND || this == CANCEL_WITHOUT_BACKEND;
  }

  List<Call> calls() {
    return calls;
  }

  static Call pay(String method, long total) {
    return new Call(
        "/v1/checkout/payment",
        "{\"method\":\"%s\",\"returnUrl\":\"https://shop.example/back\",\"expectedTotal\":%d}"
            .formatted(method, total));
  }

  static String customer(String name) {
    return "{\"actions\":[" + setCustomer(name) + "]}";
  }

  private static String setCustomer(String name) {
    return "{\"action\":\"set-customer\",\"email\":\"%s@example.com\",\"name\":\"Ada Example\"}"
        .formatted(name);
  }

  private static Call acts(String actions) {
    return new Call("/v1/checkout/actions", "{\"actions\":[" + actions + "]}");
  }

  private static Call reserve() {
    return new Call("/v1/checkout/reservation", "{}");
  }

  private static Call complete(long total) {
    return new Call("/v1/checkout/completion", "{\"expectedTotal\":%d}".formatted(total));
  }

  private static Call cancel() {
    return new Call("/v1/checkout/cancellation", "{}");
  }

  private static Call captureByHand() {
    return new Call("", "");
  }
}
