package dev.baton.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Line;
import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.checkout.QuoteDesk;
import dev.baton.checkout.QuoteDesk.Answer;
import dev.baton.checkout.QuoteRequest;
import dev.baton.checkout.Shipping;
import dev.baton.sandbox.Delay;
import dev.baton.sandbox.Sandbox;
import dev.baton.sandbox.SandboxSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuoteRoundsTest {
  private static final Set<Port> ALL =
      Set.of(Port.PRICING, Port.INVENTORY, Port.SHIPPING, Port.TAX);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Sandbox sandbox =
      new Sandbox(
          SandboxSettings.DEFAULT,
          InstantSource.fixed(Instant.parse("2026-11-23T12:00:00Z")),
          Delay.real());
  private final QuoteDesk inProcess =
      new InProcessQuotes(sandbox.pricing(), sandbox.stock(), sandbox.shipping(), sandbox.tax());

  @AfterEach
  void end() {
    threads.close();
  }

  @Test
  void everyQuoteIsCountedByPortAndOutcome() {
    QuoteDesk down =
        request -> {
          throw new ProviderException(Port.TAX, Kind.NOT_SENT);
        };

    rounds(inProcess, inProcess, inProcess, down).ask(request("mug-blue"));

    assertEquals(1, calls("pricing", "ok"));
    assertEquals(1, calls("shipping", "ok"));
    assertEquals(1, calls("tax", "not-sent"));
    assertEquals(0, calls("tax", "ok"));
  }

  private long calls(String port, String outcome) {
    var timer = meters.find("baton.provider").tags("port", port, "outcome", outcome).timer();
    return timer == null ? 0 : timer.count();
  }

  @Test
  void oneDeskIsAskedOnce() {
    var desk = new Recorder(inProcess);

    var answers = rounds(desk, desk, desk, desk).ask(request("mug-blue"));

    assertEquals(List.of(ALL), desk.asked());
    assertEquals(ALL, answers.keySet());
  }

  @Test
  void whatWaitsForAnotherDeskIsAskedAfterIt() {
    var a = new Recorder(inProcess);
    var b = new Recorder(inProcess);

    rounds(a, a, b, a).ask(request("mug-blue"));

    assertEquals(List.of(Set.of(Port.PRICING, Port.INVENTORY), Set.of(Port.TAX)), a.asked());
    assertEquals(List.of(Set.of(Port.SHIPPING)), b.asked());
  }

  @Test
  void whatWaitsOnlyForItsOwnDeskIsAskedWithIt() {
    var a = new Recorder(inProcess);
    var b = new Recorder(inProcess);

    rounds(a, b, a, a).ask(request("mug-blue"));

    assertEquals(List.of(Set.of(Port.PRICING, Port.SHIPPING, Port.TAX)), a.asked());
    assertEquals(List.of(Set.of(Port.INVENTORY)), b.asked());
  }

  @Test
  void aDependencyThatIsNotWantedIsNotWaitedFor() {
    var a = new Recorder(inProcess);
    var b = new Recorder(inProcess);

    var answers = rounds(a, a, a, b).ask(request("mug-blue").wanting(Set.of(Port.TAX)));

    assertEquals(List.of(), a.asked());
    assertEquals(Set.of(Port.TAX), answers.keySet());
  }

  @Test
  void taxSeesPricesAndThePlaceOfThePickup() {
    var tax = new Recorder(inProcess);
    var request = request("mug-blue");
    var pickup =
        sandbox.shipping().options(request).options().stream()
            .filter(option -> option.pickupAt() != null)
            .findFirst()
            .orElseThrow();
    var choosing =
        new QuoteRequest(
            request.want(),
            request.storefront(),
            request.currency(),
            request.locale(),
            true,
            request.lines(),
            List.of(),
            request.destination(),
            null,
            new Shipping(pickup.id(), pickup.location(), null, null),
            0);

    rounds(inProcess, inProcess, inProcess, tax).ask(choosing);

    var seen = tax.requests.getFirst();
    assertNotNull(seen.lines().getFirst().price());
    assertEquals(pickup.pickupAt(), seen.destination());
  }

  @Test
  void desksThatDependOnNothingAreAskedSideBySide() {
    var both = new CyclicBarrier(2);
    QuoteDesk meeting =
        request -> {
          try {
            both.await(10, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IllegalStateException("asked one after the other", e);
          }
          return inProcess.ask(request);
        };
    QuoteDesk other = meeting::ask;

    var answers =
        rounds(meeting, other, inProcess, inProcess)
            .ask(request("mug-blue").wanting(Set.of(Port.PRICING, Port.INVENTORY)));

    answers.values().forEach(answer -> assertInstanceOf(Answer.Quoted.class, answer));
  }

  @Test
  void aFaultOfOneDeskNeverLosesTheAnswersOfOthers() {
    QuoteDesk broken =
        request -> {
          throw new ProviderException(Port.PRICING, Kind.NOT_SENT);
        };

    var answers = rounds(inProcess, broken, inProcess, broken).ask(request("mug-blue"));

    assertInstanceOf(Answer.Quoted.class, answers.get(Port.PRICING));
    assertInstanceOf(Answer.Quoted.class, answers.get(Port.SHIPPING));
    for (var port : List.of(Port.INVENTORY, Port.TAX)) {
      var fault = assertInstanceOf(Answer.Down.class, answers.get(port)).fault();
      assertEquals(port, fault.port());
      assertEquals(Kind.NOT_SENT, fault.kind());
    }
  }

  @Test
  void aDeskThatForgetsAPortHasBrokenItsContract() {
    QuoteDesk forgetful = request -> Map.of();

    var answers = rounds(forgetful, inProcess, inProcess, inProcess).ask(request("mug-blue"));

    var fault = assertInstanceOf(Answer.Down.class, answers.get(Port.PRICING)).fault();
    assertEquals(Kind.CONTRACT, fault.kind());
    assertTrue(answers.get(Port.INVENTORY) instanceof Answer.Quoted);
  }

  private static QuoteRequest request(String sku) {
    return Purchases.request(ALL, List.of(Line.unpriced(sku, Map.of(), 1)), List.of(), null, null);
  }

  private QuoteRounds rounds(
      QuoteDesk pricing, QuoteDesk inventory, QuoteDesk shipping, QuoteDesk tax) {
    var desks = new EnumMap<Port, QuoteDesk>(Port.class);
    desks.put(Port.PRICING, pricing);
    desks.put(Port.INVENTORY, inventory);
    desks.put(Port.SHIPPING, shipping);
    desks.put(Port.TAX, tax);
    return new QuoteRounds(desks, threads, new ProviderMetrics(meters));
  }

  private static final class Recorder implements QuoteDesk {
    private final QuoteDesk desk;
    private final List<QuoteRequest> requests = new CopyOnWriteArrayList<>();

    Recorder(QuoteDesk desk) {
      this.desk = desk;
    }

    List<Set<Port>> asked() {
      var all = new ArrayList<Set<Port>>();
      requests.forEach(request -> all.add(request.want()));
      return all;
    }

    @Override
    public Map<Port, Answer> ask(QuoteRequest request) {
      requests.add(request);
      return desk.ask(request);
    }
  }
}
