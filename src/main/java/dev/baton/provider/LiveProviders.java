package dev.baton.provider;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.observability.Finding;
import dev.baton.provider.ReportsEnvironment.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks providers whether they are live. One that says that it is a test one stops production's
 * start; one that doesn't say so in time doesn't, since browsing goes on while a provider is down.
 */
final class LiveProviders {
  private final ExecutorService threads;
  private final Duration patience;

  /**
   * @param patience how long all of them together have to answer
   */
  LiveProviders(ExecutorService threads, Duration patience) {
    this.threads = threads;
    this.patience = patience;
  }

  /**
   * What comes of it.
   *
   * @param onlyLive whether a test one is a problem
   * @param present whether one that doesn't answer is a problem, too
   */
  record Demands(boolean onlyLive, boolean present) {}

  private record Answer(Environment environment, Duration took) {}

  /** Asks all at once. */
  List<Finding> ask(Map<Port, ReportsEnvironment> providers, Demands demands) {
    var answers = new EnumMap<Port, Future<Answer>>(Port.class);
    providers.forEach((port, provider) -> answers.put(port, threads.submit(() -> timed(provider))));
    long until = System.nanoTime() + patience.toNanos();
    List<Finding> findings = new ArrayList<>();
    answers.forEach(
        (port, answer) -> findings.add(finding(port, answer, until - System.nanoTime(), demands)));
    return findings;
  }

  private static Answer timed(ReportsEnvironment provider) {
    long began = System.nanoTime();
    return new Answer(provider.environment(), Duration.ofNanos(System.nanoTime() - began));
  }

  private static Finding finding(Port port, Future<Answer> future, long nanos, Demands demands) {
    try {
      var answer = future.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      return finding(port, answer, demands);
    } catch (TimeoutException e) {
      future.cancel(true);
      return silent(port, "no answer in time: see whether it is overloaded", demands);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProviderException fault) {
        return silent(port, reason(port, fault), demands);
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return silent(port, "interrupted", demands);
    }
  }

  private static Finding finding(Port port, Answer answer, Demands demands) {
    return switch (answer.environment()) {
      case LIVE ->
          Finding.ok(port.wire(), "live, answered within " + answer.took().toMillis() + " ms");
      case TEST ->
          demands.onlyLive()
              ? Finding.problem(
                  port.wire(),
                  "baton."
                      + port.wire()
                      + ".url (or baton.provider.url) leads to a test provider, which production"
                      + " refuses: name a live one, or set baton.sandbox.allow-in-production=true"
                      + " for a demonstration.")
              : Finding.ok(
                  port.wire(),
                  "a test provider, answered within " + answer.took().toMillis() + " ms");
    };
  }

  private static Finding silent(Port port, String reason, Demands demands) {
    return demands.present()
        ? Finding.problem(port.wire(), reason)
        : Finding.warning(
            port.wire(),
            "the provider didn't say whether it is live (" + reason + "), which stops no start");
  }

  private static String reason(Port port, ProviderException fault) {
    if (fault.getCause() instanceof TokenRefusedException) {
      return "it refuses our credentials: check baton."
          + port.wire()
          + ".token or .tls (or baton.provider.token, .tls)";
    }
    return switch (fault.kind()) {
      case NOT_SENT ->
          "no connection can be made ("
              + deepest(fault)
              + "): check the address, the network and TLS";
      case UNKNOWN -> "no answer in time, or a fault of its own: see its log";
      case CONTRACT ->
          "it answers otherwise than the contract says: check that its address is the contract's";
    };
  }

  /** The kind of fault only: its message may quote an address with a password. */
  private static String deepest(Throwable fault) {
    Throwable deepest = fault;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getClass().getSimpleName();
  }
}
