package dev.baton.rest;

import static dev.baton.rest.Shopper.ADA;
import static dev.baton.rest.Shopper.BERLIN;
import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.STANDARD;
import static dev.baton.rest.Shopper.line;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.LocalRedis;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Four storefronts that hold stock at different times. */
@QuarkusTest
@TestProfile(InProcess.class)
class HoldPolicyIT {
  private static final String DUE = "reservation-due";
  private static final String[] SHIPPED = {MUG, BERLIN, STANDARD};

  LocalRedis redis;

  @Test
  void atPaymentReserveOpensOnceNothingButThePaymentIsMissing() {
    Shopper shopper = Shopper.begins(SHIPPED);
    shopper.last().then().body("checkout.next", not(hasItem("reserve")));
    shopper
        .reserve()
        .then()
        .statusCode(409)
        .body("type", containsString("/problems/step-not-open"))
        .body("reasons", equalTo(List.of("customer-required")));
    shopper.ok(shopper.act(ADA));
    assertFalse(shopper.problems().contains(DUE));
    shopper.ok(shopper.patiently(shopper::reserve));
    assertFalse(soonerThan(Duration.ofMinutes(14), shopper));
  }

  @Test
  void atShippingItIsAskedForOnceItIsKnownHowTheGoodsGo() {
    Shopper shopper = Shopper.at("", "at-shipping", MUG);
    shopper
        .reserve()
        .then()
        .statusCode(409)
        .body("reasons", equalTo(List.of("shipping-address-required", "shipping-option-required")));
    assertFalse(shopper.problems().contains(DUE));
    shopper.ok(shopper.act(BERLIN, STANDARD));
    assertTrue(shopper.problems().contains(DUE));
    shopper
        .last()
        .then()
        .body(
            "checkout.problems.find { it.type.endsWith('-due') }.fix", equalTo(List.of("reserve")))
        .body("checkout.problems.find { it.type.endsWith('-due') }.blocks", equalTo(List.of()));
    shopper.ok(shopper.patiently(shopper::reserve));
    assertFalse(shopper.problems().contains(DUE));
    shopper.ok(shopper.act(ADA)).ok(shopper.patiently(() -> shopper.pay("pm_card_visa")));
    shopper.completed();
  }

  @Test
  void explicitlyTheFirstLineCanBeReserved() {
    Shopper shopper = Shopper.at("", "explicit", MUG);
    assertFalse(shopper.problems().contains(DUE));
    shopper.ok(shopper.patiently(shopper::reserve));
    shopper.last().then().body("checkout.reservation.status", is("held"));
  }

  @Test
  void scarceGoodsAreAskedForFromTheFirstLineOnAndHeldForLessTime() {
    Shopper before = Shopper.at("", "scarce-first", line("plate-set", 1));
    assertFalse(before.problems().contains(DUE));
    // Most of the 60 go at once.
    Shopper crowd = Shopper.ready(line("plate-set", 45));
    crowd.ok(crowd.patiently(() -> crowd.pay("pm_card_visa")));

    Shopper shopper = Shopper.at("", "scarce-first", line("plate-set", 1));
    assertTrue(shopper.problems().contains(DUE));
    shopper.ok(shopper.patiently(shopper::reserve));
    assertTrue(soonerThan(Duration.ofMinutes(13), shopper));
    assertFalse(soonerThan(Duration.ofMinutes(2), shopper));
    Shopper other = Shopper.at("", "scarce-first", line("baton-steel", 1));
    assertFalse(other.problems().contains(DUE));
    other.ok(other.patiently(other::reserve));
    assertFalse(soonerThan(Duration.ofMinutes(14), other));

    // What is scarce is known without Redis.
    redis.pause();
    Response read = before.read();
    redis.resume();
    before.ok(read);
    assertTrue(before.problems().contains(DUE));
    RedisFlows.awaitRecovery();
    shopper.ok(shopper.patiently(shopper::release));
    crowd.ok(crowd.patiently(crowd::cancel));
  }

  @Test
  void whatWasPromisedIsNotTakenBackWhenGoodsBecomeScarce() {
    Shopper shopper = Shopper.at("", "scarce-first", line("hoodie-relay", 1));
    shopper.ok(shopper.patiently(shopper::reserve));
    Instant promised = Instant.parse(shopper.get("reservation.until"));
    Shopper crowd = Shopper.ready(line("hoodie-relay", 75));
    crowd.ok(crowd.patiently(() -> crowd.pay("pm_card_visa")));

    shopper.ok(shopper.patiently(shopper::reserve));
    assertFalse(Instant.parse(shopper.get("reservation.until")).isBefore(promised));
    Shopper late = Shopper.at("", "scarce-first", line("hoodie-relay", 1));
    late.ok(late.patiently(late::reserve));
    assertTrue(Instant.parse(late.get("reservation.until")).isBefore(promised));
    crowd.ok(crowd.patiently(crowd::cancel));
  }

  @Test
  void whateverThePolicyPayingHoldsByItself() {
    for (String storefront : List.of("demo", "at-shipping", "explicit", "scarce-first")) {
      Shopper shopper = Shopper.at("", storefront, MUG, ADA, BERLIN, STANDARD);
      shopper.ok(shopper.patiently(() -> shopper.pay("pm_card_visa")));
      shopper.last().then().body("checkout.reservation.status", is("committing"));
      shopper.ok(shopper.patiently(shopper::cancel));
    }
  }

  private static boolean soonerThan(Duration time, Shopper shopper) {
    Instant until = Instant.parse(shopper.get("reservation.until"));
    return until.isBefore(new MovableClock().instant().plus(time));
  }
}
