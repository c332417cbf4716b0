package dev.baton.provider.http;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.provider.PortSettings;
import dev.baton.provider.ReportsEnvironment;
import dev.baton.provider.contract.ContractViolation;
import dev.baton.provider.contract.Fields;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * Calls one provider: each attempt in a place of the bulkhead, within the circuit breaker and the
 * time-out, and idempotent calls repeated within bounds.
 *
 * <p>The bulkhead stands before the circuit breaker: what finds no place says nothing of the
 * provider. Whoever finds none waits for one, until one attempt's time-out after the call began.
 * The failure that opens the circuit leaves its place, through which all who wait are refused at
 * once.
 */
final class HttpCalls {
  private static final int VOLUME = 20;
  private static final double FAILURE_RATIO = 0.5;
  private static final Duration OPEN = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** The client gives up first, and frees its connection; this is for an answer that drips. */
  private static final Duration GRACE = Duration.ofMillis(100);

  private final ContractApi api;
  private final Duration patience;
  private final Semaphore places;
  private final TypedGuard<HttpAnswer> attempt;
  private final TypedGuard<HttpAnswer> repetition;

  HttpCalls(ContractApi api, PortSettings settings) {
    this.api = api;
    this.patience = settings.timeout();
    this.places = new Semaphore(settings.concurrency(), true);
    this.attempt =
        TypedGuard.create(HttpAnswer.class)
            .withDescription("baton-" + settings.port().wire())
            .withCircuitBreaker()
            .requestVolumeThreshold(VOLUME)
            .failureRatio(FAILURE_RATIO)
            .delay(OPEN.toMillis(), ChronoUnit.MILLIS)
            .when(HttpCalls::speaksAgainstTheProvider)
            .done()
            .withTimeout()
            .duration(settings.timeout().plus(GRACE).toMillis(), ChronoUnit.MILLIS)
            .done()
            .build();
    this.repetition =
        TypedGuard.create(HttpAnswer.class)
            .withRetry()
            .maxRetries(settings.retries())
            .delay(PAUSE.toMillis(), ChronoUnit.MILLIS)
            .jitter(PAUSE.toMillis() / 2, ChronoUnit.MILLIS)
            .whenException(fault -> fault instanceof CallFault call && call.again())
            .withExponentialBackoff()
            .done()
            .done()
            .build();
  }

  /** Asks for what a repetition can't change, with up to {@code retries} repetitions. */
  <T> T idempotent(Port port, Function<ContractApi, Response> call, Function<Fields, T> reader) {
    return read(port, answer(port, true, call), reader);
  }

  /** Asks once. */
  <T> T once(Port port, Function<ContractApi, Response> call, Function<Fields, T> reader) {
    return read(port, answer(port, false, call), reader);
  }

  /** Whether this provider is a live one. */
  ReportsEnvironment.Environment environment(Port port) {
    return idempotent(
        port,
        ContractApi::environment,
        json -> json.word("environment", ReportsEnvironment.Environment.class));
  }

  /** The answer with its status, after up to {@code retries} repetitions. */
  HttpAnswer answer(Port port, boolean idempotent, Function<ContractApi, Response> call) {
    var perhapsDone = new AtomicBoolean();
    long until = System.nanoTime() + patience.toNanos();
    try {
      return idempotent
          ? repetition.call(() -> repeatable(call, until, perhapsDone))
          : placed(call, until);
    } catch (CallFault fault) {
      throw new ProviderException(port, fault.kind(), fault.reason(), fault.getCause());
    } catch (Exception e) {
      throw new ProviderException(port, Kind.UNKNOWN, name(e), e);
    }
  }

  private static <T> T read(Port port, HttpAnswer answer, Function<Fields, T> reader) {
    if (!answer.found()) {
      throw new ProviderException(port, Kind.CONTRACT, "status 404");
    }
    try {
      return reader.apply(answer.body());
    } catch (ContractViolation violation) {
      throw new ProviderException(port, Kind.CONTRACT, answer.reason(violation), violation);
    }
  }

  /** What one call may have done isn't undone because a repetition of it was never sent. */
  private HttpAnswer repeatable(
      Function<ContractApi, Response> call, long until, AtomicBoolean perhapsDone) {
    try {
      return placed(call, until);
    } catch (CallFault fault) {
      if (fault.kind() == Kind.NOT_SENT && perhapsDone.get()) {
        throw new CallFault(
            Kind.UNKNOWN, fault.reason() + " after an unknown one", fault.again(), fault);
      }
      perhapsDone.compareAndSet(false, fault.kind() == Kind.UNKNOWN);
      throw fault;
    }
  }

  /** Nothing is sent before there is a place for it. */
  private HttpAnswer placed(Function<ContractApi, Response> call, long until) {
    if (!place(until)) {
      throw new CallFault(
          Kind.NOT_SENT, "as many calls under way as may be, for too long", false, null);
    }
    try {
      return guarded(call);
    } finally {
      places.release();
    }
  }

  private boolean place(long until) {
    try {
      return places.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HttpAnswer guarded(Function<ContractApi, Response> call) {
    try {
      return attempt.call(() -> attempt(call));
    } catch (CallFault fault) {
      throw fault;
    } catch (CircuitBreakerOpenException e) {
      throw new CallFault(Kind.NOT_SENT, "the circuit is open", false, e);
    } catch (TimeoutException e) {
      throw new CallFault(Kind.UNKNOWN, "no answer within " + patience, true, e);
    } catch (Exception e) {
      throw new CallFault(Kind.UNKNOWN, name(e), false, e);
    }
  }

  private HttpAnswer attempt(Function<ContractApi, Response> call) {
    try (var response = call.apply(api)) {
      return HttpAnswer.of(response);
    } catch (CallFault fault) {
      throw fault;
    } catch (RuntimeException e) {
      throw new CallFault(neverConnected(e) ? Kind.NOT_SENT : Kind.UNKNOWN, name(e), true, e);
    }
  }

  /** The kind of fault only: its message may quote an address with a password. */
  private static String name(Throwable fault) {
    Throwable deepest = fault;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest.getClass().getSimpleName();
  }

  private static boolean neverConnected(Throwable fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof UnknownHostException
          || cause instanceof NoRouteToHostException
          || cause instanceof SSLHandshakeException) {
        return true;
      }
    }
    return false;
  }

  /** What it answered wrongly it will answer wrongly again: that is no matter of load. */
  private static boolean speaksAgainstTheProvider(Throwable fault) {
    return !(fault instanceof CallFault call && call.kind() == Kind.CONTRACT);
  }
}
