package dev.baton.load;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scenarios can be read, and what they demand can be missed; skipped where there is no k6. */
class ScenariosIT {
  private static final String K6 =
      Objects.requireNonNullElse(System.getenv("K6"), "").isBlank() ? "k6" : System.getenv("K6");

  /** What k6 says when a threshold was missed. */
  private static final int MISSED = 99;

  private static LocalRedis redis;
  private static GatewayProcess gateway;

  private record Ended(int status, String output) {}

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(isThere(), "there is no k6 on the PATH");
    redis = LocalRedis.launch();
    gateway = GatewayProcess.builder().redis(redis).property("baton.sandbox.serve", "true").start();
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
      redis.close();
    }
  }

  private static boolean isThere() throws Exception {
    try {
      return k6("version").status() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Ended k6(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(K6));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private static Ended smoke(String... further) throws Exception {
    var arguments = new ArrayList<>(List.of("run", "--quiet", "-e", "BATON=" + gateway.uri()));
    arguments.addAll(List.of(further));
    arguments.add("loadtest/smoke.js");
    return k6(arguments.toArray(String[]::new));
  }

  @Test
  void everyScenarioCanBeReadAndDemandsSomethingOfEachStep() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("loadtest"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".js")).toList()) {
        var read = k6("inspect", file.toString());
        assertEquals(0, read.status(), read::output);
        for (String demanded :
            List.of("baton_unexpected", "baton_oversold", "http_req_duration{step:")) {
          assertTrue(read.output().contains(demanded), () -> file + ": " + demanded);
        }
      }
    }
  }

  @Test
  void aPurchaseThatIsRightPassesAndIsToldAsJson() throws Exception {
    Path summary = Path.of("target", "smoke.json");
    var right = smoke("-e", "P95=60000", "-e", "SUMMARY=" + summary);
    assertEquals(0, right.status(), right::output);
    assertTrue(Files.readString(summary).contains("\"baton_token_size\""));
  }

  @Test
  void whatIsTooSlowIsMissed() throws Exception {
    var slow = smoke("-e", "P95=0.001");
    assertEquals(MISSED, slow.status(), slow::output);
    assertTrue(slow.output().contains("MISSED"), slow::output);
  }

  @Test
  void booksThatNobodyReadAreMissed() throws Exception {
    var unread = smoke("-e", "P95=60000", "--no-teardown");
    assertEquals(MISSED, unread.status(), unread::output);
    assertTrue(unread.output().contains("baton_audited"), unread::output);
  }

  @Test
  void anOrderThatIsVoidOwesNothing() throws Exception {
    var books = new Bookkeeping(gateway.uri());
    books.reset();
    books.buy("pm_sandbox_captureRefused");
    await("the order to be told that it isn't paid")
        .atMost(Duration.ofSeconds(60))
        .until(() -> books.read("/sandbox/orders").contains("\"settled\":\"unpaid\""));
    var right = smoke("-e", "P95=60000");
    assertEquals(0, right.status(), right::output);
    assertTrue(right.output().contains("0 paid otherwise"), right::output);
  }

  @Test
  void anOrderThatIsShippedUnpaidIsMissed() throws Exception {
    var books = new Bookkeeping(gateway.uri());
    books.reset();
    books.buy("pm_card_visa");
    books.refundEverything();
    var unpaid = smoke("-e", "P95=60000");
    books.reset();
    assertEquals(MISSED, unpaid.status(), unpaid::output);
    assertTrue(unpaid.output().contains("1 paid otherwise"), unpaid::output);
    assertTrue(unpaid.output().contains("baton_mispaid"), unpaid::output);
  }

  @Test
  void anAnswerThatIsNotExpectedIsMissed() throws Exception {
    var refused = smoke("-e", "P95=60000", "-e", "STOREFRONT=nobodys");
    assertEquals(MISSED, refused.status(), refused::output);
    assertTrue(refused.output().contains("baton_unexpected"), refused::output);
  }
}
