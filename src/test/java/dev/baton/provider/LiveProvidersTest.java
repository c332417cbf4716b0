package dev.baton.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.observability.Finding;
import dev.baton.observability.Finding.Level;
import dev.baton.provider.LiveProviders.Demands;
import dev.baton.provider.ReportsEnvironment.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveProvidersTest {
  private static final Demands START = new Demands(true, false);
  private static final Demands DOCTOR = new Demands(true, true);
  private static final Demands DEMONSTRATION = new Demands(false, true);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void everyOneThatIsATestProviderIsAProblemByItself() {
    var findings =
        patient()
            .ask(
                Map.of(
                    Port.ORDERS, () -> Environment.LIVE,
                    Port.PAYMENT, () -> Environment.TEST,
                    Port.TAX, () -> Environment.TEST),
                START);

    assertEquals(
        List.of("payment", "tax"),
        findings.stream()
            .filter(finding -> finding.level() == Level.PROBLEM)
            .map(Finding::about)
            .sorted()
            .toList());
    assertTrue(
        findings.stream().anyMatch(finding -> finding.says().startsWith("baton.payment.url ")),
        findings::toString);
  }

  @Test
  void liveOnesAreFine() {
    assertEquals(Level.OK, only(() -> Environment.LIVE, START).level());
  }

  @Test
  void testOnesAreFineInADemonstration() {
    assertEquals(Level.OK, only(() -> Environment.TEST, DEMONSTRATION).level());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void oneThatIsDownStopsNoStartButIsAProblemToTheDoctor(Kind kind) {
    ReportsEnvironment down =
        () -> {
          throw new ProviderException(Port.TAX, kind);
        };

    assertEquals(Level.WARNING, only(down, START).level());
    assertEquals(Level.PROBLEM, only(down, DOCTOR).level());
  }

  @Test
  void oneThatRefusesOurTokenIsToldApart() {
    ReportsEnvironment refusing =
        () -> {
          throw new ProviderException(
              Port.TAX, Kind.CONTRACT, null, new TokenRefusedException(401));
        };

    assertTrue(only(refusing, DOCTOR).says().contains("baton.tax.token"));
  }

  @Test
  void oneThatHangsIsNotWaitedFor() {
    ReportsEnvironment hanging =
        () -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Environment.TEST;
        };
    var impatient = new LiveProviders(threads, Duration.ofMillis(50));

    assertEquals(Level.WARNING, impatient.ask(Map.of(Port.TAX, hanging), START).getFirst().level());
  }

  private Finding only(ReportsEnvironment provider, Demands demands) {
    return patient().ask(Map.of(Port.TAX, provider), demands).getFirst();
  }

  private LiveProviders patient() {
    return new LiveProviders(threads, Duration.ofSeconds(30));
  }
}
