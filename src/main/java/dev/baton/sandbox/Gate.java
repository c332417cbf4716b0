package dev.baton.sandbox;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.checkout.QuoteRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Every call to the sandbox passes here, and meets what magic inputs or switched faults have in
 * store for it.
 */
public final class Gate {
  private static final Duration SHORT = Duration.ofSeconds(2);

  private final InstantSource clock;
  private final Delay delay;
  private final Duration slow;
  private final Map<Port, Switched> switched = new ConcurrentHashMap<>();
  private final Set<String> met = ConcurrentHashMap.newKeySet();

  /**
   * A fault of a whole port.
   *
   * @param calls that have met it
   */
  private record Switched(Effect effect, AtomicInteger calls) {}

  Gate(InstantSource clock, Delay delay, Duration slow) {
    this.clock = clock;
    this.delay = delay;
    this.slow = slow;
  }

  /** Makes every call to a port show an effect, until it is cleared. */
  public void set(Port port, Effect effect) {
    switched.put(port, new Switched(effect, new AtomicInteger()));
  }

  /** Lets a port be itself again. */
  public void clear(Port port) {
    switched.remove(port);
  }

  /** How many calls have met the fault of a port that is switched on; 0 if none is. */
  public int met(Port port) {
    Switched fault = switched.get(port);
    return fault == null ? 0 : fault.calls().get();
  }

  void reset() {
    switched.clear();
    met.clear();
  }

  /**
   * A quote.
   *
   * @param answer makes it, given until when it stands
   */
  <T> T quote(Port port, QuoteRequest request, Duration validity, Function<Instant, T> answer) {
    Set<Effect> effects = Magic.effects(port, Magic.words(request.lines(), request.customer()));
    effects.addAll(switched(port));
    before(port, effects);
    if (effects.contains(Effect.TIMEOUT) || effects.contains(Effect.LOST)) {
      throw new ProviderException(port, Kind.UNKNOWN);
    }
    Duration stands =
        effects.contains(Effect.EXPIRED)
            ? Duration.ZERO
            : effects.contains(Effect.SHORT) ? SHORT : validity;
    return answer.apply(clock.instant().plus(stands));
  }

  /** A call that changes nothing. */
  <T> T read(Port port, Set<Effect> magic, Supplier<T> answer) {
    Set<Effect> effects = together(magic, switched(port));
    before(port, effects);
    if (effects.contains(Effect.TIMEOUT) || effects.contains(Effect.LOST)) {
      throw new ProviderException(port, Kind.UNKNOWN);
    }
    return answer.get();
  }

  /**
   * A call that changes something.
   *
   * @param call names it: a magic time-out or loss befalls only the first one of a name
   * @param change does it
   */
  <T> T change(Port port, String call, Set<Effect> magic, Supplier<T> change) {
    Set<Effect> always = switched(port);
    before(port, together(magic, always));
    if (always.contains(Effect.LOST) || first(call, Effect.LOST, magic)) {
      throw new ProviderException(port, Kind.UNKNOWN);
    }
    T result = change.get();
    if (always.contains(Effect.TIMEOUT) || first(call, Effect.TIMEOUT, magic)) {
      throw new ProviderException(port, Kind.UNKNOWN);
    }
    return result;
  }

  private boolean first(String call, Effect effect, Set<Effect> magic) {
    return magic.contains(effect) && met.add(effect + " " + call);
  }

  private void before(Port port, Set<Effect> effects) {
    if (effects.contains(Effect.SLOW)) {
      delay.hold(slow);
    }
    if (effects.contains(Effect.DOWN)) {
      throw new ProviderException(port, Kind.NOT_SENT);
    }
    if (effects.contains(Effect.BROKEN)) {
      throw new ProviderException(port, Kind.CONTRACT);
    }
  }

  private Set<Effect> switched(Port port) {
    Switched fault = switched.get(port);
    if (fault == null) {
      return EnumSet.noneOf(Effect.class);
    }
    fault.calls().incrementAndGet();
    return EnumSet.of(fault.effect());
  }

  private static Set<Effect> together(Set<Effect> one, Set<Effect> other) {
    Set<Effect> all = EnumSet.noneOf(Effect.class);
    all.addAll(one);
    all.addAll(other);
    return all;
  }
}
