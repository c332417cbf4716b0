package dev.baton.provider;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.provider.ReportsEnvironment.Environment;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Production's look at its providers: one that says that it is a test one stops the start. One that
 * doesn't say so in time doesn't, since browsing goes on while a provider is down.
 */
final class LiveProviders {
  private static final Logger LOG = Logger.getLogger(LiveProviders.class);

  private final ExecutorService threads;
  private final Duration patience;

  LiveProviders(ExecutorService threads, Duration patience) {
    this.threads = threads;
    this.patience = patience;
  }

  /**
   * Asks all at once.
   *
   * @throws ProviderSettingException naming the port whose provider isn't live
   */
  void check(Map<Port, ReportsEnvironment> providers) {
    var answers = new EnumMap<Port, Future<Environment>>(Port.class);
    providers.forEach((port, provider) -> answers.put(port, threads.submit(provider::environment)));
    long until = System.nanoTime() + patience.toNanos();
    answers.forEach((port, answer) -> {
      if (answer(port, answer, until - System.nanoTime()) == Environment.TEST) {
        throw new ProviderSettingException(
            "baton."
                + port.wire()
                + ".url (or baton.provider.url) leads to a test provider, which production"
                + " refuses: name a live one, or set baton.sandbox.allow-in-production=true for a"
                + " demonstration.");
      }
    });
  }

  /** Null when it isn't known. */
  private static @Nullable Environment answer(Port port, Future<Environment> answer, long nanos) {
    try {
      return answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof ProviderException)) {
        throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    LOG.warnf("The %s provider didn't say whether it is live; started all the same.", port.wire());
    return null;
  }
}
