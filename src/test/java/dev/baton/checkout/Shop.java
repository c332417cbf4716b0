package dev.baton.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small shop whose providers answer by fixed rules, can be switched off, and whose goods can go.
 */
final class Shop implements QuoteDesk, InstantSource {
  static final String ID = "cid-1";
  static final Storefront STOREFRONT = under(HoldPolicy.AT_PAYMENT);

  /** What isn't keyed can't collide. */
  static final InputDigest DIGEST = text -> text;

  final Map<String, LinePrice> catalogue = new HashMap<>();
  final Map<String, Long> stock = new HashMap<>();
  final Set<String> endedCodes = new java.util.HashSet<>();
  final Set<Port> down = EnumSet.noneOf(Port.class);
  final List<Set<Port>> asked = new ArrayList<>();
  Storefront storefront = STOREFRONT;
  Forecast forecast = Forecast.NONE;
  Limits limits = new Limits(6, 20, 3, 2, 1000);
  Instant now = Instant.parse("2026-11-03T10:00:00Z");

  Shop() {
    catalogue.put("mug-blue", new LinePrice("Blue mug", 1200, true, "standard", null));
    catalogue.put("mug-red", new LinePrice("Red mug", 1099, true, "standard", null));
    catalogue.put("book", new LinePrice("Book", 1999, true, "books", null));
    catalogue.put("song", new LinePrice("Song", 129, false, "standard", null));
    catalogue.put("print", new LinePrice("Limited print", 4900, true, "standard", 2));
    catalogue.put("sticker", new LinePrice("Sticker", 0, true, "standard", null));
    catalogue.put("palace", new LinePrice("Palace", Money.MAX / 2, false, "standard", null));
    stock.put("mug-blue", 5L);
    stock.put("book", 0L);
    stock.put("print", 100L);
  }

  /** The storefront under this policy of holding stock. */
  static Storefront under(HoldPolicy policy) {
    return new Storefront(
        "demo",
        Set.of(),
        Set.of(),
        Set.of("EUR", "USD", "JPY", "KWD"),
        Set.of("DE", "AT", "US", "CH"),
        Set.of("US"),
        Set.of("note", "gift"),
        null,
        policy);
  }

  static Contents empty() {
    return empty("EUR", "DE");
  }

  static Contents empty(String currency, String country) {
    return Contents.empty(
        ID, "demo", currency, country, "en", Instant.parse("2026-11-10T10:00:00Z"));
  }

  static Address berlin() {
    return new Address(
        "Ada Example", null, "Hauptstr. 1", null, "10117", "Berlin", null, "DE", null);
  }

  static Address address(String country, @Nullable String postalCode) {
    return new Address(
        "Ada Example", null, "Main St 1", null, postalCode, "Town", "XX", country, null);
  }

  static Customer ada() {
    return new Customer("ada@example.com", "Ada Example", null, null, null, null);
  }

  static Action.AddLine add(String sku, int quantity) {
    return new Action.AddLine(sku, quantity, Map.of());
  }

  static Action choose(String option) {
    return new Action.ChooseShippingOption(option, null);
  }

  static Action code(String code) {
    return new Action.ApplyPromotion(code);
  }

  static Action shipTo(@Nullable Address address) {
    return new Action.SetShippingAddress(address);
  }

  static String id(String sku) {
    return LineId.of(sku, Map.of());
  }

  static Line line(Checkout checkout, String sku) {
    Line line = checkout.contents().line(id(sku));
    return Objects.requireNonNull(line, sku);
  }

  static Checkout.Open open(Contents contents) {
    return new Checkout.Open(contents, Reservation.NONE, Payment.NONE);
  }

  Steps steps() {
    return new Steps(this, this, limits);
  }

  StepResult act(Checkout checkout, Action... actions) {
    return steps().act(checkout, storefront, List.of(actions), "/actions", null, false, DIGEST);
  }

  Checkout.Open accepted(Checkout checkout, Action... actions) {
    return switch (act(checkout, actions)) {
      case StepResult.Accepted(Checkout.Open open, Quote.ShippingOptions _) -> open;
      case StepResult other -> throw new AssertionError("not accepted: " + other);
    };
  }

  /** What has expired or changed is asked again. */
  Checkout requoted(Checkout checkout) {
    return switch (steps().requote(checkout, STOREFRONT, false, false, DIGEST)) {
      case StepResult.Accepted accepted -> accepted.checkout();
      case StepResult.Refused refused -> throw new AssertionError("not accepted: " + refused);
    };
  }

  Refusal refused(Checkout checkout, Action... actions) {
    return switch (act(checkout, actions)) {
      case StepResult.Refused(Refusal refusal) -> refusal;
      case StepResult other -> throw new AssertionError("not refused: " + other);
    };
  }

  void refusedAt(ProblemType type, @Nullable String pointer, Checkout checkout, Action... actions) {
    Refusal refusal = refused(checkout, actions);
    assertEquals(type, refusal.type());
    assertEquals(pointer, refusal.pointer());
  }

  Checkout.Open cart(Action... actions) {
    return accepted(open(empty()), actions);
  }

  /** A cart that can be paid. */
  Checkout.Open ready() {
    return cart(
        add("mug-blue", 2),
        new Action.SetCustomer(ada()),
        new Action.SetShippingAddress(berlin()),
        new Action.ChooseShippingOption("standard", null));
  }

  /** As if it had been paid for, as it is. */
  static Checkout.Open paid(Checkout.Open checkout, Payment.Status status) {
    Totals totals = Totals.of(checkout, STOREFRONT);
    String fixed = DIGEST.of(FixedText.of(checkout.contents(), totals));
    return checkout.with(new Payment(status, "attempt", fixed, totals.due(), null));
  }

  /** As if the stock of its lines was held from now on. */
  Checkout.Open held(Checkout.Open checkout, Duration lasting) {
    return checkout.with(
        new Reservation(
            Reservation.Status.HELD,
            now.plus(lasting),
            DIGEST.of(FixedText.ofHeld(checkout.contents()))));
  }

  Assessment assess(Checkout checkout) {
    return Assessment.of(checkout, storefront, limits, now, DIGEST, forecast);
  }

  /** The problems' types, in the order to fix them. */
  List<String> problems(Checkout checkout) {
    return assess(checkout).problems().stream().map(p -> p.type().slug()).toList();
  }

  /** The first problem of this type, which there must be. */
  Problem problem(Checkout checkout, ProblemType type) {
    return assess(checkout).problems().stream()
        .filter(problem -> problem.type() == type)
        .findFirst()
        .orElseThrow(() -> new AssertionError(type + " not in " + problems(checkout)));
  }

  /** The operations that are open, without the actions. */
  List<String> operations(Checkout checkout) {
    return assess(checkout).next().stream().filter(Moves.OPERATIONS::contains).toList();
  }

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** The ports of the last round, and forgets it; none when nothing was asked. */
  Set<Port> lastAsked() {
    Set<Port> last = asked.isEmpty() ? Set.of() : asked.getLast();
    asked.clear();
    return last;
  }

  @Override
  public Map<Port, Answer> ask(QuoteRequest request) {
    asked.add(request.want());
    Map<Port, Answer> answers = new EnumMap<>(Port.class);
    QuoteRequest known = request;
    ShopQuotes quotes = new ShopQuotes(this);
    for (Port port : List.of(Port.PRICING, Port.INVENTORY, Port.SHIPPING, Port.TAX)) {
      if (!request.want().contains(port)) {
        continue;
      }
      if (down.contains(port)) {
        answers.put(
            port, new Answer.Down(new ProviderException(port, ProviderException.Kind.UNKNOWN)));
        known = port == Port.PRICING ? known.pricedAsFarAsKnown() : known;
        continue;
      }
      Quote quote =
          switch (port) {
            case PRICING -> quotes.prices(known);
            case INVENTORY -> quotes.levels(known);
            case SHIPPING -> quotes.options(known);
            default -> quotes.rates(known);
          };
      answers.put(port, new Answer.Quoted(quote));
      if (quote instanceof Quote.Pricing pricing) {
        known = known.pricedBy(pricing);
      } else if (quote instanceof Quote.ShippingOptions options) {
        known = known.shippedBy(options);
      }
    }
    return answers;
  }
}
