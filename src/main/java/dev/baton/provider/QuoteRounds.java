package dev.baton.provider;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.QuoteDesk;
import dev.baton.checkout.QuoteRequest;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Asks the quote ports in as few rounds as their dependencies allow: what one desk answers is asked
 * in one call, different desks side by side, and a port after those of other desks that it depends
 * on. A fault of one desk never loses the answers of the others.
 */
final class QuoteRounds implements QuoteDesk {
  /** Which quotes a quote depends on. */
  private static final Map<Port, Set<Port>> DEPENDS_ON =
      Map.of(
          Port.PRICING, Set.of(),
          Port.INVENTORY, Set.of(),
          Port.SHIPPING, Set.of(Port.PRICING),
          Port.TAX, Set.of(Port.PRICING, Port.SHIPPING));

  private final Map<Port, QuoteDesk> desks;
  private final ExecutorService threads;
  private final ProviderMetrics metrics;

  /**
   * @param desks who answers each quote port; equal desks are asked together
   * @param threads for calls side by side
   * @param metrics of each quote
   */
  QuoteRounds(Map<Port, QuoteDesk> desks, ExecutorService threads, ProviderMetrics metrics) {
    this.metrics = metrics;
    this.desks = Map.copyOf(desks);
    this.threads = threads;
  }

  @Override
  public Map<Port, Answer> ask(QuoteRequest request) {
    var waiting = EnumSet.noneOf(Port.class);
    waiting.addAll(request.want());
    var answers = new EnumMap<Port, Answer>(Port.class);
    var known = request;
    while (!waiting.isEmpty()) {
      var round = round(waiting);
      var fresh = askSideBySide(round, known);
      round.values().forEach(waiting::removeAll);
      answers.putAll(fresh);
      known = QuoteEnrichment.with(known, fresh);
    }
    return answers;
  }

  /** For each desk, what it can be asked now: nothing of it waits for another desk's answer. */
  private Map<QuoteDesk, Set<Port>> round(Set<Port> waiting) {
    var round = new LinkedHashMap<QuoteDesk, Set<Port>>();
    for (Port port : waiting) {
      round.computeIfAbsent(desk(port), desk -> EnumSet.noneOf(Port.class)).add(port);
    }
    round.values().forEach(ports -> dropDependents(ports, waiting));
    round.values().removeIf(Set::isEmpty);
    return round;
  }

  private static void dropDependents(Set<Port> ports, Set<Port> waiting) {
    boolean dropped = true;
    while (dropped) {
      dropped =
          ports.removeIf(port ->
              DEPENDS_ON.getOrDefault(port, Set.of()).stream()
                  .anyMatch(other -> waiting.contains(other) && !ports.contains(other)));
    }
  }

  private Map<Port, Answer> askSideBySide(Map<QuoteDesk, Set<Port>> round, QuoteRequest request) {
    var calls = new LinkedHashMap<QuoteDesk, Future<Map<Port, Answer>>>();
    if (round.size() > 1) {
      round.forEach(
          (desk, ports) -> calls.put(desk, threads.submit(() -> askOne(desk, ports, request))));
    }
    var answers = new EnumMap<Port, Answer>(Port.class);
    round.forEach((desk, ports) -> {
      var call = calls.get(desk);
      answers.putAll(call == null ? askOne(desk, ports, request) : await(call, ports));
    });
    return answers;
  }

  private Map<Port, Answer> askOne(QuoteDesk desk, Set<Port> ports, QuoteRequest request) {
    long began = System.nanoTime();
    var answers = askOrDown(desk, ports, request);
    answers.forEach((port, answer) -> {
      switch (answer) {
        case Answer.Quoted _ -> metrics.quoted(port, began);
        case Answer.Down(ProviderException fault) -> metrics.down(fault, began);
      }
    });
    return answers;
  }

  private static Map<Port, Answer> askOrDown(
      QuoteDesk desk, Set<Port> ports, QuoteRequest request) {
    try {
      return complete(desk.ask(request.wanting(ports)), ports);
    } catch (ProviderException fault) {
      return down(ports, fault);
    }
  }

  private static Map<Port, Answer> await(Future<Map<Port, Answer>> call, Set<Port> ports) {
    try {
      return call.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      call.cancel(true);
      return down(ports, fault(ports, ProviderException.Kind.UNKNOWN, "interrupted"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new IllegalStateException("a quote desk failed", e.getCause());
    }
  }

  /** A port that a desk was asked for and left out has broken its contract. */
  private static Map<Port, Answer> complete(Map<Port, Answer> answers, Set<Port> ports) {
    var all = down(ports, fault(ports, ProviderException.Kind.CONTRACT, "no answer for this port"));
    answers.forEach((port, answer) -> all.computeIfPresent(port, (p, missing) -> answer));
    return all;
  }

  private static ProviderException fault(
      Set<Port> ports, ProviderException.Kind kind, String reason) {
    return new ProviderException(ports.iterator().next(), kind, reason);
  }

  private static Map<Port, Answer> down(Set<Port> ports, ProviderException fault) {
    var answers = new EnumMap<Port, Answer>(Port.class);
    ports.forEach(port -> answers.put(port, new Answer.Down(fault.of(port))));
    return answers;
  }

  private QuoteDesk desk(Port port) {
    var desk = desks.get(port);
    if (desk == null) {
      throw new IllegalArgumentException("not a quote port: " + port.wire());
    }
    return desk;
  }
}
