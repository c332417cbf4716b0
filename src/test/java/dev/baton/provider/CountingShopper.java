package dev.baton.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Action;
import dev.baton.checkout.Address;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Customer;
import dev.baton.checkout.Limits;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Port;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.StepResult;
import dev.baton.checkout.Steps;
import dev.baton.sandbox.Delay;
import dev.baton.sandbox.Sandbox;
import dev.baton.sandbox.SandboxSettings;
import dev.baton.token.IssuedToken;
import dev.baton.token.OpenResult;
import dev.baton.token.TokenCodec;
import dev.baton.token.TokenCodecs;
import dev.baton.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes steps with nothing but a token between them, and counts the calls of each port at the
 * sandbox.
 */
final class CountingShopper {
  static final Instant BEGIN = Instant.parse("2026-11-23T12:00:00Z");

  Instant now = BEGIN;
  final Map<String, Integer> calls = new TreeMap<>();
  final Sandbox sandbox = new Sandbox(SandboxSettings.DEFAULT, () -> now, Delay.real());
  final TokenCodec codec = TokenCodecs.inMemory(() -> now);
  private final Steps steps =
      new Steps(
          new InProcessQuotes(
              request -> {
                count(Port.PRICING);
                return sandbox.pricing().price(request);
              },
              request -> {
                count(Port.INVENTORY);
                return sandbox.stock().stock(request);
              },
              request -> {
                count(Port.SHIPPING);
                return sandbox.shipping().options(request);
              },
              request -> {
                count(Port.TAX);
                return sandbox.tax().rates(request);
              }),
          () -> now,
          Limits.DEFAULT);

  private void count(Port port) {
    calls.merge(port.wire(), 1, Integer::sum);
  }

  IssuedToken begun(TokenCodec by, String cid) {
    Contents empty =
        Contents.empty(cid, "demo", "EUR", "DE", "de-DE", BEGIN.plus(Duration.ofDays(7)));
    IssuedToken token = by.seal(new Checkout.Open(empty, Reservation.NONE, Payment.NONE), null);
    return act(
        by,
        token,
        add("mug-blue", 1),
        add("mug-red", 1),
        ada("ada@example.com", null),
        new Action.SetShippingAddress(address("Hauptstr. 1", "DE", "10117")),
        new Action.ChooseShippingOption("standard", null),
        new Action.ApplyPromotion("WELCOME10"));
  }

  IssuedToken begun() {
    IssuedToken token = begun(codec, "receipts");
    calls.clear();
    return token;
  }

  private static Checkout opened(TokenCodec by, IssuedToken token) {
    return assertInstanceOf(OpenResult.Verified.class, by.open(token.compact())).token().checkout();
  }

  IssuedToken act(TokenCodec by, IssuedToken token, Action... actions) {
    Checkout checkout = opened(by, token);
    StepResult result =
        steps.act(
            checkout,
            TokenCodecs.DEMO,
            List.of(actions),
            "/actions",
            null,
            false,
            by.inputDigest(checkout));
    return sealed(by, result, token.token());
  }

  IssuedToken requoted(IssuedToken token) {
    Checkout checkout = opened(codec, token);
    return sealed(
        codec,
        steps.requote(checkout, TokenCodecs.DEMO, false, false, codec.inputDigest(checkout)),
        token.token());
  }

  private static IssuedToken sealed(TokenCodec by, StepResult result, VerifiedToken parent) {
    return by.seal(
        assertInstanceOf(StepResult.Accepted.class, result, result::toString).checkout(), parent);
  }

  static Action add(String sku, int quantity) {
    return new Action.AddLine(sku, quantity, Map.of());
  }

  static Action ada(String email, String group) {
    return new Action.SetCustomer(
        new Customer(email, "Ada Example", null, null, group == null ? null : "7", group));
  }

  static Address address(String line1, String country, String postalCode) {
    return new Address("Ada Example", null, line1, null, postalCode, "Town", null, country, null);
  }

  String line(IssuedToken token, int index) {
    return token.token().checkout().contents().lines().get(index).id();
  }

  void assertAsked(String ports) {
    assertEquals(ports, String.join(" ", calls.keySet()));
    assertTrue(calls.values().stream().allMatch(count -> count == 1), calls::toString);
    calls.clear();
  }
}
