package dev.baton.sandbox;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentIntent.Status;
import dev.baton.payment.PaymentProvider;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A payment provider that behaves as Stripe's does with its test methods; see {@link TestMethod}.
 */
public final class SandboxPayments implements PaymentProvider {
  private final SandboxSettings settings;
  private final InstantSource clock;
  private final Gate gate;
  private final Map<String, SandboxIntent> intents = new LinkedHashMap<>();
  private final Map<String, SandboxIntent> byAttempt = new HashMap<>();

  /** What was told of each payment last. */
  private final Map<String, Status> told = new HashMap<>();

  private volatile @Nullable Consumer<PaymentIntent> listener;

  private final UsedKeys keys = new UsedKeys();

  SandboxPayments(SandboxSettings settings, InstantSource clock, Gate gate) {
    this.settings = settings;
    this.clock = clock;
    this.gate = gate;
  }

  @Override
  public String name() {
    return Sandbox.NAME;
  }

  @Override
  public List<PaymentOption> options(String currency, String country) {
    return gate.read(
        Port.PAYMENT,
        Set.of(),
        () ->
            List.of(
                new PaymentOption("card", "Visa", TestMethod.VISA.id()),
                new PaymentOption("card", "Mastercard", TestMethod.MASTERCARD.id()),
                new PaymentOption("card", "Visa (3-D Secure)", TestMethod.AUTHENTICATION.id()),
                new PaymentOption("card", "Visa (declined)", TestMethod.DECLINED.id()),
                new PaymentOption("transfer", "Bank transfer", TestMethod.DELAYED.id()),
                new PaymentOption("card", "Other card", null)));
  }

  @Override
  public Created create(NewIntent intent) {
    if (intent.amount() <= 0 || intent.metadata().size() > 50) {
      throw new ProviderException(Port.PAYMENT, Kind.CONTRACT);
    }
    TestMethod method = intent.method() == null ? null : TestMethod.find(intent.method());
    if (intent.method() != null && method == null) {
      return gate.read(Port.PAYMENT, Set.of(), Created.UnknownMethod::new);
    }
    return new Created.Made(
        change(
            "create:" + intent.attempt(), TestMethod.creating(method), () -> made(intent, method)));
  }

  private synchronized SandboxIntent made(NewIntent intent, @Nullable TestMethod method) {
    boolean repeated = keys.check("create:" + intent.attempt(), intent);
    SandboxIntent first = repeated ? byAttempt.get(intent.attempt()) : null;
    if (first != null) {
      return first;
    }
    SandboxIntent made =
        new SandboxIntent(IntentIds.unused(intent.attempt(), intents.keySet()), intent, settings);
    intents.put(made.id(), made);
    byAttempt.put(intent.attempt(), made);
    if (method != null) {
      made.confirm(method, clock.instant());
    }
    tell(made);
    return made;
  }

  @Override
  public Optional<PaymentIntent> fetch(String intent) {
    return gate.read(Port.PAYMENT, Set.of(), () -> look(() -> intents.get(intent)));
  }

  @Override
  public Optional<PaymentIntent> find(String attempt) {
    return gate.read(Port.PAYMENT, Set.of(), () -> look(() -> byAttempt.get(attempt)));
  }

  @Override
  public PaymentIntent capture(String intent, String key) {
    return move("capture", intent, key, SandboxIntent::capture);
  }

  @Override
  public PaymentIntent cancel(String intent, String key) {
    return move("cancel", intent, key, SandboxIntent::cancel);
  }

  @Override
  public PaymentIntent refund(String intent, String key) {
    return move("refund", intent, key, SandboxIntent::refund);
  }

  private PaymentIntent move(String verb, String id, String key, Consumer<SandboxIntent> move) {
    return change(
        verb + ":" + id,
        TestMethod.moving(methodOf(id), verb),
        () -> {
          SandboxIntent intent = known(id);
          keys.check("key:" + key, verb + ":" + id);
          intent.advance(clock.instant());
          // Every move is idempotent by the state, so a repeated key needs no replay.
          move.accept(intent);
          return intent;
        });
  }

  /**
   * Confirms an intent that was made without a method, as the provider's own client code would.
   *
   * @return empty when intent, secret or method is wrong
   */
  public Optional<PaymentIntent> confirm(String id, String clientSecret, String method) {
    return look(() -> {
      SandboxIntent intent = intents.get(id);
      TestMethod with = TestMethod.find(method);
      if (intent == null || with == null || !intent.clientSecret().equals(clientSecret)) {
        return null;
      }
      intent.confirm(with, clock.instant());
      return intent;
    });
  }

  /** The shopper's answer on the 3-D Secure page; empty when there is no such intent. */
  public Optional<Entry> authenticate(String id, boolean approved) {
    synchronized (this) {
      SandboxIntent intent = intents.get(id);
      if (intent != null) {
        intent.authenticate(approved, clock.instant());
        tell(intent);
      }
    }
    return entry(id);
  }

  /** Ends the processing of a delayed payment at once. */
  public Optional<PaymentIntent> hurry(String id) {
    return look(() -> {
      SandboxIntent intent = intents.get(id);
      if (intent != null) {
        intent.hurry(clock.instant());
      }
      return intent;
    });
  }

  /** Hears of every payment whose status has changed. */
  void listen(Consumer<PaymentIntent> newListener) {
    listener = newListener;
  }

  /** Lets the clock do what it does to payments, though nobody looks at them. */
  synchronized void tick() {
    for (SandboxIntent intent : List.copyOf(intents.values())) {
      intent.advance(clock.instant());
      tell(intent);
    }
  }

  private void tell(SandboxIntent intent) {
    Consumer<PaymentIntent> hears = listener;
    if (hears != null && told.put(intent.id(), intent.status()) != intent.status()) {
      hears.accept(intent.asSeen());
    }
  }

  /** Forgets every idempotency key, as providers do after a while. */
  public synchronized void forgetKeys() {
    keys.clear();
  }

  /** The books: every payment, oldest first. */
  public synchronized List<Entry> entries() {
    return intents.values().stream().map(this::entry).toList();
  }

  /** One payment in the books. */
  public synchronized Optional<Entry> entry(String id) {
    return Optional.ofNullable(intents.get(id)).map(this::entry);
  }

  private Entry entry(SandboxIntent intent) {
    intent.advance(clock.instant());
    boolean captured = intent.status() == Status.CAPTURED || intent.status() == Status.REFUNDED;
    TestMethod method = intent.method();
    return new Entry(
        intent.asSeen(),
        intent.made().storefront(),
        intent.made().checkout(),
        method == null ? null : method.id(),
        intent.made().returnUrl(),
        captured ? intent.made().amount() : 0,
        intent.status() == Status.REFUNDED ? intent.made().amount() : 0);
  }

  /** What was taken and not given back, minor units, over all payments of a checkout. */
  public long taken(String checkout) {
    return entries().stream()
        .filter(entry -> entry.checkout().equals(checkout))
        .mapToLong(entry -> entry.captured() - entry.refunded())
        .sum();
  }

  synchronized void reset() {
    intents.clear();
    byAttempt.clear();
    keys.clear();
    told.clear();
  }

  /**
   * A payment as the books show it.
   *
   * @param method null until the client has confirmed it
   * @param captured minor units ever taken
   * @param refunded minor units given back
   */
  public record Entry(
      PaymentIntent intent,
      String storefront,
      String checkout,
      @Nullable String method,
      @Nullable String returnUrl,
      long captured,
      long refunded) {}

  private PaymentIntent change(String call, Set<Effect> effects, Supplier<SandboxIntent> change) {
    return gate.change(
        Port.PAYMENT,
        call,
        effects,
        () -> {
          synchronized (this) {
            SandboxIntent intent = change.get();
            intent.advance(clock.instant());
            tell(intent);
            return intent.asSeen();
          }
        });
  }

  private synchronized Optional<PaymentIntent> look(Supplier<@Nullable SandboxIntent> which) {
    SandboxIntent intent = which.get();
    if (intent == null) {
      return Optional.empty();
    }
    intent.advance(clock.instant());
    tell(intent);
    return Optional.of(intent.asSeen());
  }

  private synchronized @Nullable TestMethod methodOf(String id) {
    SandboxIntent intent = intents.get(id);
    return intent == null ? null : intent.method();
  }

  private SandboxIntent known(String id) {
    SandboxIntent intent = intents.get(id);
    if (intent == null) {
      throw new ProviderException(Port.PAYMENT, Kind.CONTRACT);
    }
    return intent;
  }
}
