package dev.baton.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys changed by the command under two gateways that serve shoppers; both read the same files. */
class KeysIT {
  private static final Duration A_WHILE = Duration.ofMinutes(8);
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;
  private KeysProcess keys;
  private LocalRedis redis;
  private GatewayProcess one;
  private GatewayProcess two;

  @BeforeEach
  void start() throws Exception {
    keys = new KeysProcess(folder.resolve("keys"));
    assertDone("make");
    redis = LocalRedis.launch();
    one = gateway().property("baton.sandbox.serve", "true").start();
    two =
        gateway()
            .property("baton.token.reload", "2s")
            .property("baton.provider.type", "http")
            .property("baton.provider.url", one.uri() + "/sandbox/providers")
            .start();
  }

  private GatewayProcess.Builder gateway() {
    return GatewayProcess.builder()
        .redis(redis)
        .property("baton.token.keys", keys.directory().toString())
        .property("baton.token.reload", "1s")
        // Late enough for a key to be revoked before.
        .property("baton.completion.auto-complete", "PT40S");
  }

  @AfterEach
  void stop() {
    for (var gateway : new GatewayProcess[] {two, one}) {
      if (gateway != null) {
        gateway.close();
      }
    }
    if (redis != null) {
      redis.close();
    }
  }

  private String assertDone(String... words) throws Exception {
    var ended = keys.run(words);
    assertEquals(0, ended.status(), ended::output);
    return ended.output();
  }

  private String assertRefused(String... words) throws Exception {
    var ended = keys.run(words);
    assertEquals(3, ended.status(), ended::output);
    return ended.output();
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
  }

  private static String jwks(GatewayProcess gateway) throws Exception {
    return get(gateway.uri().resolve("/.well-known/jwks.json")).body();
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(condition);
  }

  private void awaitPublished(String kid, boolean published) {
    await(
        kid + (published ? " to be published" : " to be gone"),
        () -> jwks(one).contains(kid) == published && jwks(two).contains(kid) == published);
  }

  private static String kid(Shopper shopper) {
    var header = Base64.getUrlDecoder().decode(shopper.token().split("\\.")[0]);
    return new String(header).replaceAll(".*\"kid\":\"([^\"]*)\".*", "$1");
  }

  private void awaitSigning(String kid) {
    for (var gateway : List.of(one, two)) {
      await(
          kid + " to sign",
          () -> {
            var shopper = new Shopper();
            shopper.ready(gateway.uri(), gateway.uri());
            return kid(shopper).equals(kid);
          });
    }
  }

  @Test
  void aWholeRotationUnderTrafficRefusesNobody() throws Exception {
    var stocked =
        new Shopper().call("PUT", one.uri(), "/sandbox/stock/mug-blue", "{\"onHand\":1000000}");
    assertEquals(200, stocked.status(), stocked::toString);
    var first = keys.only("sig", "active");
    var early = new Shopper();
    early.ready(one.uri(), two.uri());
    assertEquals(200, early.pay(two.uri()).status());
    var cached = get(one.uri().resolve("/.well-known/jwks.json"));
    try (var traffic = new Traffic(one.uri(), two.uri())) {
      seenByBoth(() -> assertDone("rotate", "--alg", "Ed25519"));
      var second = keys.only("sig", "next");
      assertNotBeforeCachesEnd(assertRefused("rotate"), cached);
      awaitPublished(second, true);
      traffic.awaitMore();
      seenByBoth(() -> keys.pass(A_WHILE));
      seenByBoth(() -> assertDone("rotate"));
      awaitSigning(second);
      traffic.awaitMore();

      for (var use : List.of("pii", "record", "digest")) {
        seenByBoth(() -> assertDone("rotate", "--use", use));
        assertRefused("rotate", "--use", use);
        traffic.awaitMore();
        seenByBoth(() -> keys.pass(A_WHILE));
        seenByBoth(() -> assertDone("rotate", "--use", use));
        traffic.awaitMore();
      }
      var ordered = early.complete(one.uri());
      assertEquals("completed", ordered.text("/checkout/status"), ordered.body()::toString);

      assertTrue(assertRefused("retire", first).contains("is needed until"));
      // A month on, whoever was there before has another token, or an expired one.
      seenByBoth(() -> keys.pass(Duration.ofDays(32)));
      assertDone("retire", first);
      awaitPublished(first, false);
      traffic.awaitMore();
      assertEquals(List.of(), traffic.refusals());
      assertTrue(traffic.kids().containsAll(List.of(first, second)));
    }
    assertNothingSecretIsTold();
  }

  /** Whoever fetched the published keys just before the next one was there goes by them as long. */
  private static void assertNotBeforeCachesEnd(String refusal, HttpResponse<String> cached) {
    var told = Pattern.compile("published at (\\S+) .* before (\\S+);").matcher(refusal);
    assertTrue(told.find(), refusal);
    var age =
        Pattern.compile("max-age=(\\d+)")
            .matcher(cached.headers().firstValue("Cache-Control").orElseThrow());
    assertTrue(age.find());
    var notice = Duration.between(Instant.parse(told.group(1)), Instant.parse(told.group(2)));
    assertTrue(notice.toSeconds() > Long.parseLong(age.group(1)), refusal);
  }

  private interface Change {
    void make() throws Exception;
  }

  /** Changes the files, and waits until both gateways have read them, as their logs say. */
  private void seenByBoth(Change change) throws Exception {
    var before = List.of(reloads(one), reloads(two));
    change.make();
    await(
        "both to have read the files",
        () -> reloads(one) > before.get(0) && reloads(two) > before.get(1));
  }

  private static long reloads(GatewayProcess gateway) {
    return gateway.log().lines().filter(line -> line.contains("Keys reloaded")).count();
  }

  @Test
  void aRevokedKeysTokensAreRefusedAtOnceAndHalfAFileChangesNothing() throws Exception {
    var first = keys.only("sig", "active");
    var warm = new Shopper();
    warm.ready(one.uri(), two.uri());
    for (var gateway : List.of(one, two, one, two)) {
      assertEquals(200, warm.call("GET", gateway.uri(), "/v1/checkout", null).status());
    }
    halfAFile(warm);

    var payer = new Shopper();
    payer.ready(one.uri(), two.uri());
    assertEquals("authorized", payer.pay(two.uri()).text("/checkout/payment/status"));
    var personal = keys.only("pii", "active");
    var copies = keys.only("record", "active");
    assertDone("revoke", first);
    var second = keys.only("sig", "active");
    for (var gateway : List.of(one, two)) {
      await(
          "the token to be refused",
          () -> warm.call("GET", gateway.uri(), "/v1/checkout", null).status() == 401);
      var refused = warm.post(gateway.uri(), "/v1/checkout/refresh", "{}");
      assertTrue(refused.text("/type").endsWith("/token-unknown-key"), refused::toString);
    }
    assertEquals(401, payer.complete(one.uri()).status());
    assertDone("revoke", personal);
    seenByBoth(() -> assertDone("revoke", copies));
    assertEquals(0, orders(payer));
    awaitPublished(first, false);
    awaitSigning(second);
    await("the paid checkout to become an order", () -> orders(payer) == 1);
    var payments = assertRefused("retire", first);
    assertTrue(payments.contains("payments in progress"), payments);
    assertNothingSecretIsTold();
  }

  private int orders(Shopper shopper) throws Exception {
    var query = "/sandbox/orders?checkout=" + shopper.checkout();
    return new Shopper().call("GET", one.uri(), query, null).body().at("/orders").size();
  }

  private void halfAFile(Shopper shopper) throws Exception {
    var file = keys.directory().resolve("keys.json");
    var whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() / 2));
    for (var gateway : List.of(one, two)) {
      await(
          "the file to be found unusable",
          () -> gateway.metrics().contains("baton_keys_unusable 1.0"));
      assertTrue(gateway.log().contains("The keys so far stay in use"));
      var ready = get(gateway.managementUri().resolve("/q/health/ready"));
      assertEquals(200, ready.statusCode());
      assertTrue(ready.body().contains("\"keys\""), ready::body);
      var answer = shopper.post(gateway.uri(), "/v1/checkout/refresh", "{}");
      assertEquals(200, answer.status(), answer::toString);
    }
    var failed = keys.run("rotate");
    assertEquals(1, failed.status(), failed::output);
    Files.writeString(file, whole);
    for (var gateway : List.of(one, two)) {
      await(
          "the file to be found whole",
          () -> gateway.metrics().contains("baton_keys_unusable 0.0"));
      assertTrue(gateway.metric("baton_key_age_seconds{use=\"sig\"").isPresent());
    }
  }

  private void assertNothingSecretIsTold() {
    var told = keys.printed() + one.log() + two.log();
    assertTrue(keys.secrets().size() >= 4);
    for (var secret : keys.secrets()) {
      assertFalse(told.contains(secret));
    }
    assertFalse(told.contains("PRIVATE KEY"));
  }
}
