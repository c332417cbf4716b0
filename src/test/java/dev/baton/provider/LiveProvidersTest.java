package dev.baton.provider;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.provider.ReportsEnvironment.Environment;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveProvidersTest {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void oneThatIsATestProviderStopsTheStart() {
    var fault =
        assertThrows(
            ProviderSettingException.class,
            () ->
                patient()
                    .check(
                        Map.of(
                            Port.ORDERS,
                            () -> Environment.LIVE,
                            Port.PAYMENT,
                            () -> Environment.TEST)));
    assertTrue(fault.getMessage().startsWith("baton.payment.url "), fault.getMessage());
  }

  @Test
  void liveOnesDoNot() {
    assertDoesNotThrow(() -> patient().check(Map.of(Port.PAYMENT, () -> Environment.LIVE)));
  }

  @Test
  void oneThatIsDownDoesNot() {
    ReportsEnvironment down =
        () -> {
          throw new ProviderException(Port.TAX, ProviderException.Kind.NOT_SENT);
        };
    assertDoesNotThrow(() -> patient().check(Map.of(Port.TAX, down)));
  }

  @Test
  void oneThatHangsDoesNot() {
    ReportsEnvironment hanging =
        () -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Environment.TEST;
        };
    assertDoesNotThrow(
        () -> new LiveProviders(threads, Duration.ofMillis(50)).check(Map.of(Port.TAX, hanging)));
  }

  private LiveProviders patient() {
    return new LiveProviders(threads, Duration.ofSeconds(30));
  }
}
