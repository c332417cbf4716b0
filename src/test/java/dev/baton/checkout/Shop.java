package dev.baton.checkout;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A small shop whose providers answer by fixed rules, can be switched off, and whose goods can go.
 */
final class Shop implements QuoteDesk, InstantSource {
  static final String ID = "cid-1";
  static final Storefront STOREFRONT =
      new Storefront(
          "demo",
          Set.of(),
          Set.of(),
          Set.of("EUR", "USD", "JPY", "KWD"),
          Set.of("DE", "AT", "US", "CH"),
          Set.of("US"),
          Set.of("note", "gift"),
          null);

  /** What isn't keyed can't collide. */
  static final InputDigest DIGEST = text -> text;

  final Map<String, LinePrice> catalogue = new HashMap<>();
  final Map<String, Long> stock = new HashMap<>();
  final Set<String> endedCodes = new java.util.HashSet<>();
  final Set<Port> down = EnumSet.noneOf(Port.class);
  final List<Set<Port>> asked = new ArrayList<>();
  Storefront storefront = STOREFRONT;
  Forecast forecast = Forecast.NONE;
  Limits limits = new Limits(6, 20, 3, 2);
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

  /** The storefront under another policy of holding stock. */
  static Storefront under(HoldPolicy policy) {
    return new Storefront(
        STOREFRONT.id(),
        STOREFRONT.origins(),
        STOREFRONT.returnAddresses(),
        STOREFRONT.currencies(),
        STOREFRONT.countries(),
        STOREFRONT.taxExcludedIn(),
        STOREFRONT.attributes(),
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

  Refusal refused(Checkout checkout, Action... actions) {
    return switch (act(checkout, actions)) {
      case StepResult.Refused(Refusal refusal) -> refusal;
      case StepResult other -> throw new AssertionError("not refused: " + other);
    };
  }

  Checkout.Open cart(Action... actions) {
    return accepted(open(empty()), actions);
  }

  Assessment assess(Checkout checkout) {
    return Assessment.of(checkout, storefront, limits, now, DIGEST, forecast);
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
            case PRICING -> prices(known);
            case INVENTORY -> levels(known);
            case SHIPPING -> options(known);
            default -> rates(known);
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

  private Quote.Pricing prices(QuoteRequest request) {
    Map<String, LinePrice> prices = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    List<String> books = new ArrayList<>();
    for (Line line : request.lines()) {
      LinePrice price = catalogue.get(line.sku());
      if (price == null) {
        unknown.add(line.id());
      } else {
        prices.put(line.id(), price);
        if (price.taxCategory().equals("books")) {
          books.add(line.id());
        }
      }
    }
    Map<String, Promotion> codes = new LinkedHashMap<>();
    codes.put("FIVE", promotion("p5", "FIVE", new Promotion.Effect.Amount(500), null));
    codes.put(
        "READ20",
        promotion(
            "p20",
            "READ20",
            new Promotion.Effect.Percent(new BigDecimal("0.20")),
            books.isEmpty() ? null : books));
    codes.put("SHIPFREE", promotion("pf", "SHIPFREE", new Promotion.Effect.FreeShipping(), null));
    codes.put(
        "WELCOME10",
        promotion("p1", "WELCOME10", new Promotion.Effect.Percent(new BigDecimal("0.10")), null));
    if (books.isEmpty()) {
      codes.remove("READ20");
    }
    codes.keySet().removeAll(endedCodes);
    List<Promotion> promotions = new ArrayList<>();
    Map<String, Quote.CodeRejection> rejected = new HashMap<>();
    codes.forEach((code, promotion) -> {
      if (request.codes().stream().anyMatch(code::equalsIgnoreCase)) {
        promotions.add(promotion);
      }
    });
    for (String code : request.codes()) {
      if (codes.keySet().stream().noneMatch(code::equalsIgnoreCase)) {
        rejected.put(code, Quote.CodeRejection.EXPIRED);
      }
    }
    return new Quote.Pricing("shop", until(15), prices, unknown, promotions, rejected);
  }

  private static Promotion promotion(
      String id, String code, Promotion.Effect effect, @Nullable List<String> lines) {
    return new Promotion(id, code, code, effect, lines, null, false);
  }

  private Quote.Stock levels(QuoteRequest request) {
    Map<String, StockLevel> levels = new HashMap<>();
    for (Line line : request.lines()) {
      Long units = stock.get(line.sku());
      if (units != null) {
        levels.put(line.sku(), new StockLevel(line.sku(), "main", units, 1));
      }
    }
    return new Quote.Stock("shop", until(1), levels);
  }

  private Quote.ShippingOptions options(QuoteRequest request) {
    List<ShippingOption> options = new ArrayList<>();
    long standard =
        switch (request.destination().country()) {
          case "DE" -> request.itemsNet() >= 10_000 ? 0 : 490;
          case "AT" -> 990;
          case "US" -> 1500;
          default -> -1;
        };
    if (standard >= 0) {
      options.add(
          new ShippingOption(
              ShippingOption.Type.SHIPPING, "express", "Express", standard + 500, null, null));
      options.add(
          new ShippingOption(
              ShippingOption.Type.SHIPPING, "standard", "Standard", standard, null, null));
    }
    if (request.destination().country().equals("DE")) {
      options.add(pickup("berlin", berlin()));
      options.add(pickup("wien", address("AT", "1010")));
    }
    return new Quote.ShippingOptions("shop", until(10), options);
  }

  private static ShippingOption pickup(String place, Address at) {
    return new ShippingOption(ShippingOption.Type.PICKUP, "pickup", "Pick up", 0, place, at);
  }

  private Quote.TaxRates rates(QuoteRequest request) {
    Map<String, List<TaxRate>> lines = new HashMap<>();
    for (Line line : request.lines()) {
      List<TaxRate> rates = rates(request.destination(), line.priced().taxCategory());
      if (rates != null) {
        lines.put(line.id(), rates);
      }
    }
    List<TaxRate> shipping = rates(request.destination(), "standard");
    return new Quote.TaxRates("shop", until(60), lines, shipping == null ? List.of() : shipping);
  }

  private static @Nullable List<TaxRate> rates(Address at, String category) {
    boolean books = category.equals("books");
    return switch (at.country()) {
      case "DE" -> List.of(rate("MwSt", books ? "0.07" : "0.19"));
      case "AT" -> List.of(rate("USt", books ? "0.10" : "0.20"));
      case "CH" -> List.of(rate("MWST", books ? "0.026" : "0.081"));
      case "US" ->
          at.postalCode() == null
              ? null
              : List.of(
                  rate("California", "0.06"),
                  rate("San Francisco County", "0.0025"),
                  rate("San Francisco", "0.0238"));
      default -> null;
    };
  }

  static TaxRate rate(String name, String rate) {
    return new TaxRate(name, new BigDecimal(rate));
  }

  private Instant until(long minutes) {
    return now.plus(Duration.ofMinutes(minutes));
  }
}
