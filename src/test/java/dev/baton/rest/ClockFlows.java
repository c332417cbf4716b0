package dev.baton.rest;

import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.code;
import static dev.baton.rest.Shopper.line;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** After a while, and after a long time. */
abstract class ClockFlows {
  @Inject MovableClock clock;

  @AfterEach
  void now() {
    clock.moveTo(Duration.ZERO);
  }

  @Test
  void anAssertionOfAWhileAgoIsRefused() {
    Shopper shopper = Shopper.begins(MUG);
    String customer =
        Identity.customer("ada@example.com", Identity.LOGIN.assertion(clock.instant()));
    shopper.ok(shopper.act(customer));
    clock.moveTo(Duration.ofMinutes(12));
    IdentityFlows.refused(shopper.act(customer));
  }

  @Test
  void aLinkIsForItsHour() {
    String fragment = ResumeFlows.fragment(Shopper.begins(MUG));
    assertEquals(201, ResumeFlows.from("demo", fragment).statusCode());
    clock.moveTo(Duration.ofMinutes(61));
    ResumeFlows.refused(ResumeFlows.from("demo", fragment), 401, "token-expired");
  }

  @Test
  void anExpiredTokenGivesBackItsLinesForThirtyDays() {
    Shopper shopper = Shopper.ready(line("mug-blue", 2), code("WELCOME10"));
    clock.moveTo(Duration.ofDays(30));
    assertEquals(401, shopper.read().statusCode());
    Response back = ResumeFlows.from("demo", shopper.token());
    back.then()
        .statusCode(201)
        .body("changes", hasSize(0))
        .body("checkout.lines[0].quantity", is(2))
        .body("checkout.promotions[0].code", is("WELCOME10"))
        .body("checkout.customer", nullValue());
    assertNotEquals(shopper.<String>get("id"), back.path("checkout.id"));
    clock.moveTo(Duration.ofDays(31).plusMinutes(1));
    ResumeFlows.refused(ResumeFlows.from("demo", shopper.token()), 401, "token-expired");
  }
}
