package dev.baton.rest;

import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.line;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.LocalRedisResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every cap, set lower than usual. */
@QuarkusTest
@TestProfile(CapsIT.Low.class)
class CapsIT {
  private static final String RED = "mug-red";

  /** Caps that three mugs reach. */
  public static final class Low implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = Settings.common();
      settings.put("baton.checkout.lines", "3");
      settings.put("baton.checkout.units-per-line", "30");
      settings.put("baton.checkout.units-held", "35");
      settings.put("baton.completion.renewals", "1");
      settings.put("baton.reservation.unpaid-share", "0.5");
      return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(LocalRedisResource.class));
    }
  }

  private static void refused(Response response, int status, String type) {
    response.then().statusCode(status).body("type", containsString("/problems/" + type));
  }

  @Test
  void linesAndUnitsOfALineAreRefusedWhereTheyAreAsked() {
    Shopper shopper = Shopper.begins(MUG);
    Response lines =
        shopper.act(line(RED, 1), line("pin-one", 1), line("cap-green", 1), line(RED, 1));
    refused(lines, 422, "line-limit");
    lines.then().body("pointer", is("/actions/2"));
    Response units = shopper.act(line(RED, 1), line("mug-blue", 30));
    refused(units, 422, "quantity-limit");
    units.then().body("pointer", is("/actions/1/quantity"));
  }

  @Test
  void moreUnitsThanOneCheckoutMayHoldAreNeitherReservedNorPaid() {
    Shopper shopper = Shopper.ready(line("mug-blue", 30), line(RED, 6));
    shopper
        .last()
        .then()
        .body("checkout.problems[0].type", containsString("/problems/hold-limit"))
        .body("checkout.problems[0].pointer", is("/lines"));
    for (Response response : List.of(shopper.reserve(), shopper.pay("pm_card_visa"))) {
      refused(response, 422, "hold-limit");
      response.then().body("maximum", is(35)).body("units", is(36));
    }
    String line = shopper.get("lines[1].id");
    shopper.ok(
        shopper.act(
            "{\"action\":\"set-quantity\",\"line\":\"%s\",\"quantity\":5}".formatted(line)));
    shopper.ok(shopper.patiently(shopper::reserve)).ok(shopper.patiently(shopper::release));
  }

  @Test
  void aReservationIsExtendedAsOftenAsAllowedAndStillAdjustedAfterwards() {
    Shopper shopper = Shopper.ready(MUG);
    shopper.ok(shopper.patiently(shopper::reserve)).ok(shopper.patiently(shopper::reserve));
    String until = shopper.get("reservation.until");
    Response again = shopper.patiently(shopper::reserve);
    refused(again, 409, "renewal-limit");
    again.then().body("heldUntil", is(until));

    shopper.ok(shopper.act(line(RED, 2))).ok(shopper.patiently(shopper::reserve));
    shopper.last().then().body("checkout.reservation.status", is("held"));
    // To the second: what was left of it began to run a moment later.
    assertTrue(seconds(until, shopper.get("reservation.until")) <= 1);
    refused(shopper.patiently(shopper::reserve), 409, "renewal-limit");
    shopper.ok(shopper.patiently(() -> shopper.pay("pm_card_visa"))).completed();
  }

  private static long seconds(String one, String other) {
    return Math.abs(Duration.between(Instant.parse(one), Instant.parse(other)).toSeconds());
  }

  @Test
  void holdsWithoutPaymentTakeTheirShareAndPayersTheRest() {
    // 25 lamps, of which 12 may be held without payment.
    Shopper holder = Shopper.ready(line("lamp-desk", 12));
    holder.ok(holder.patiently(holder::reserve));
    Shopper late = Shopper.ready(line("lamp-desk", 2));
    Response refused = late.patiently(late::reserve);
    refused(refused, 409, "out-of-stock");
    refused
        .then()
        .body("available", is(0))
        .body("lines[0].pointer", is("/lines/0/quantity"))
        .body("lines[0].line", is(late.<String>get("lines[0].id")));

    late.ok(late.patiently(() -> late.pay("pm_card_visa"))).completed();
    // Of a payment that is declined, nothing can be kept past the share.
    Shopper declined = Shopper.ready(line("lamp-desk", 3));
    Response answer = declined.patiently(() -> declined.pay("pm_card_visa_chargeDeclined"));
    refused(answer, 402, "payment-declined");
    declined.last().then().body("checkout.reservation.status", is("none"));
    holder.ok(holder.patiently(holder::release));
    // 23 are left.
    Shopper free = Shopper.ready(line("lamp-desk", 11));
    free.ok(free.patiently(free::reserve));
  }
}
