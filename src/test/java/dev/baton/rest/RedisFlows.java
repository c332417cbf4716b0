package dev.baton.rest;

import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.line;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.LocalRedis;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis stopped, frozen and started again in the middle of checkouts. */
abstract class RedisFlows {
  LocalRedis redis;

  int managementPort() {
    return ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
  }

  @AfterEach
  void redisRuns() {
    redis.resume();
    redis.start();
    awaitRecovery();
  }

  /** Until anchors are taken again. */
  static void awaitRecovery() {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Shopper.ready(MUG).reserve().statusCode() == 200);
  }

  @Test
  void withoutRedisStatelessStepsGoOnAndAnchorsAreRefusedSoon() {
    Shopper before = Shopper.ready(MUG);
    redis.stop();
    Shopper shopper = Shopper.ready(MUG);
    shopper.ok(shopper.read()).ok(shopper.act(line("mug-red", 1)));
    assertEquals(200, shopper.call("GET", "/shipping-options", null).statusCode());
    shopper.ok(shopper.refresh());
    shopper.last().then().body("changes", hasSize(0));
    for (Supplier<Response> anchor :
        List.<Supplier<Response>>of(
            shopper::reserve, () -> shopper.pay("pm_card_visa"), before::reserve)) {
      refusedSoon(anchor);
    }
    ready("redis", "down");
    redis.start();
    awaitRecovery();
    shopper.ok(shopper.reserve()).ok(shopper.pay("pm_card_visa")).completed();
  }

  @Test
  void aFrozenRedisIsRefusedAsSoonAsAStoppedOne() {
    Shopper shopper = Shopper.ready(MUG);
    redis.pause();
    refusedSoon(shopper::reserve);
    shopper.ok(shopper.act(line("mug-red", 1)));
    redis.resume();
    awaitRecovery();
    shopper.ok(shopper.reserve());
  }

  @Test
  void aPaidCheckoutIsCompletedThoughRedisForgotIt() {
    Shopper shopper = Shopper.ready(MUG);
    shopper.ok(shopper.pay("pm_card_visa"));
    redis.restart();
    awaitRecovery();
    shopper.completed();
    shopper.last().then().body("checkout.payment.status", is("captured"));
  }

  @Test
  void anOrderIsFoundThoughRedisForgotIt() {
    Shopper shopper = Shopper.ready(MUG);
    shopper.ok(shopper.pay("pm_card_visa"));
    Shopper paid = shopper.fork();
    Object order = shopper.completed().order().get("id");
    redis.restart();
    awaitRecovery();
    assertEquals(order, paid.completed().order().get("id"));
  }

  private static void refusedSoon(Supplier<Response> anchor) {
    Response response = anchor.get();
    response
        .then()
        .statusCode(503)
        .body("type", containsString("/problems/redis-unavailable"))
        .header("Retry-After", "1");
    assertTrue(response.time() < 2500, "took " + response.time() + " ms");
  }

  private void ready(String what, String how) {
    String address = "http://127.0.0.1:" + managementPort();
    Response live = RestAssured.given().baseUri(address).basePath("").get("/q/health/live");
    assertEquals(200, live.statusCode());
    Response ready = RestAssured.given().baseUri(address).basePath("").get("/q/health/ready");
    ready
        .then()
        .statusCode(200)
        .body("status", is("UP"))
        .body("checks.find { it.name == 'baton' }.data.degraded", is(true))
        .body("checks.find { it.name == 'baton' }.data." + what, is(how));
  }
}
