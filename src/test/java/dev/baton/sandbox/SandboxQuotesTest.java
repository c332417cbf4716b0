package dev.baton.sandbox;

import static dev.baton.sandbox.Requests.line;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Line;
import dev.baton.checkout.Port;
import dev.baton.checkout.Promotion;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Quote;
import dev.baton.checkout.Quote.CodeRejection;
import dev.baton.checkout.ShippingOption;
import dev.baton.checkout.StockLevel;
import dev.baton.checkout.TaxRate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the sandbox quotes: promotions, tax, shipping and stock. */
class SandboxQuotesTest {
  private static final List<String> CURRENCIES = List.of("EUR", "USD", "CHF", "JPY", "KWD");
  private final SetClock clock = new SetClock();
  private final List<Duration> held = new ArrayList<>();
  private final Sandbox sandbox = new Sandbox(SandboxSettings.DEFAULT, clock, held::add);

  @ParameterizedTest
  @CsvSource({
    "WELCOME10,mug-blue,1,",
    "welcome10,mug-blue,1,",
    "FREESHIP,mug-blue,1,",
    "FREESHIP,ebook-protocols,1,NOT_APPLICABLE",
    "MINUS5,mug-blue,2,NOT_APPLICABLE",
    "MINUS5,mug-blue,3,",
    "ONCE,mug-blue,1,",
    "LIMITED50,mug-blue,1,",
    "CAPPED30,mug-blue,1,",
    "EXPIRED,mug-blue,1,EXPIRED",
    "NO-SUCH-CODE,mug-blue,1,UNKNOWN",
  })
  void aCodeAppliesOrSaysWhyNot(String code, String sku, int quantity, CodeRejection expected) {
    var quote = price(Requests.of(line(sku, quantity)).codes(code));
    assertEquals(expected, quote.rejected().get(code));
    assertEquals(expected == null ? 1 : 0, quote.promotions().size());
    quote.promotions().forEach(promotion -> assertEquals(code, promotion.code()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EUR", "USD", "CHF", "JPY", "KWD"})
  void anAmountOffIsInTheCheckoutsCurrency(String currency) {
    var quote = price(Requests.of(line("lamp-desk", 1)).in(currency, "en").codes("MINUS5"));
    var effect = (Promotion.Effect.Amount) quote.promotions().getFirst().effect();
    assertTrue(effect.amount() > 0 && effect.amount() < 2000);
  }

  @Test
  void anExclusiveCodeStandsAloneOrNotAtAll() {
    Requests books = Requests.of(line("book-running", 3));
    assertEquals(ids("p4"), promotions(books.codes("EXCLUSIVE20")));
    var first = price(books.codes("EXCLUSIVE20", "WELCOME10"));
    assertEquals(Map.of("EXCLUSIVE20", CodeRejection.NOT_COMBINABLE), first.rejected());
    assertEquals(first, price(books.codes("WELCOME10", "EXCLUSIVE20")));
    assertEquals(ids("p0", "p1"), first.promotions().stream().map(Promotion::id).toList());
    assertEquals(ids("p4"), promotions(books.codes("EXPIRED", "EXCLUSIVE20")));
  }

  @Test
  void theOrderOfCodesMakesNoDifference() {
    Requests cart = Requests.of(line("book-running", 3), line("mug-blue", 1));
    assertEquals(
        price(cart.codes("WELCOME10", "MINUS5", "FREESHIP", "CAPPED30")),
        price(cart.codes("CAPPED30", "FREESHIP", "WELCOME10", "MINUS5")));
    assertEquals(
        ids("p0", "p1", "p2", "p3", "p8"),
        promotions(cart.codes("CAPPED30", "FREESHIP", "WELCOME10", "MINUS5")));
  }

  @Test
  void threeBooksAreReducedByThemselvesAndNothingElseIs() {
    Line books = line("book-running", 2);
    Line mugs = line("mug-blue", 5);
    assertEquals(List.of(), promotions(Requests.of(books, mugs)));
    Line third = line("book-kids", 1);
    Promotion automatic =
        price(Requests.of(books, mugs, third).codes("WELCOME10")).promotions().getFirst();
    assertNull(automatic.code());
    assertEquals(List.of(books.id(), third.id()), automatic.lines());
  }

  @ParameterizedTest
  @CsvSource({
    "DE,10117,mug-blue,0.19",
    "DE,,book-running,0.07",
    "DE,,coffee-beans,0.07",
    "DE,,ebook-protocols,0.19",
    "AT,,mug-blue,0.20",
    "AT,,book-running,0.10",
    "CH,,mug-blue,0.081",
    "CH,,tea-green,0.026",
    "JP,,mug-blue,0.10",
    "JP,,book-running,0.10",
    "JP,,tea-green,0.08",
    "KW,,mug-blue,0",
    "US,10001,mug-blue,0.08875",
    "US,10001-0042,mug-blue,0.08875",
    "US,94103,mug-blue,0.08625",
    "US,94103,coffee-beans,0",
    "US,97201,mug-blue,0",
    "US,60601,mug-blue,0.1025",
    "US,,mug-blue,",
    "US,99999,mug-blue,",
    "BR,01000,mug-blue,",
  })
  void taxGoesByDestinationAndCategoryAndIsNeverGuessed(
      String country, String postalCode, String sku, BigDecimal expected) {
    Line line = line(sku, 1);
    var quote = sandbox.tax().rates(Requests.of(line).shippedTo(country, postalCode).request());
    List<TaxRate> rates = quote.lines().get(line.id());
    if (expected == null) {
      assertNull(rates);
    } else {
      BigDecimal sum = rates.stream().map(TaxRate::rate).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertEquals(0, expected.compareTo(sum), sum.toString());
    }
  }

  @Test
  void theStatesOfTheUsNameTheirJurisdictions() {
    Line line = line("mug-blue", 1);
    var quote = sandbox.tax().rates(Requests.of(line).shippedTo("US", "94103").request());
    assertEquals(
        List.of("California", "San Francisco County", "San Francisco"),
        quote.lines().get(line.id()).stream().map(TaxRate::name).toList());
    assertEquals(List.of(), quote.shipping());
  }

  @ParameterizedTest
  @CsvSource({
    "DE,10117,standard express overnight pickup",
    "DE,,standard express overnight pickup",
    "DE,27498,standard pickup",
    "AT,1010,standard express overnight",
    "CH,8001,standard express",
    "US,10001,standard express",
    "JP,,standard express",
    "KW,,standard express",
    "BR,,''",
  })
  void shippingGoesByZone(String country, String postalCode, String expected) {
    for (String currency : CURRENCIES) {
      var request =
          Requests.of(line("mug-blue", 1)).in(currency, "en").shippedTo(country, postalCode);
      List<ShippingOption> options = sandbox.shipping().options(request.request()).options();
      assertEquals(expected, String.join(" ", options.stream().map(ShippingOption::id).toList()));
    }
  }

  @Test
  void standardShippingAtHomeIsAsOnTheWireAndDigitalGoodsDontShip() {
    Requests german = Requests.of(line("mug-blue", 1)).in("EUR", "de-DE");
    ShippingOption standard = sandbox.shipping().options(german.request()).options().getFirst();
    assertEquals(490, standard.price());
    assertEquals("Standard", standard.label());
    ShippingOption pickup = sandbox.shipping().options(german.request()).options().getLast();
    assertEquals("berlin-mitte", pickup.location());
    assertEquals("DE", pickup.pickupAt().country());
    var digital = Requests.of(line("music-relay", 1)).request();
    assertEquals(List.of(), sandbox.shipping().options(digital).options());
  }

  @Test
  void stockIsToldWithARevisionThatGrowsEvenOverAReset() {
    StockLevel before = level("mug-blue");
    StockLevel set = sandbox.stock().set("mug-blue", 7);
    assertEquals(7, set.onHand());
    assertTrue(set.revision() > before.revision());
    sandbox.reset();
    assertEquals(before.onHand(), level("mug-blue").onHand());
    assertTrue(level("mug-blue").revision() > set.revision());
    assertNull(sandbox.stock().set("ebook-protocols", 5));
    assertNull(sandbox.stock().set("no-such-thing", 5));
  }

  @Test
  void magicInputsShowTheirEffectOnTheirPortOnly() {
    Requests slow = Requests.of(line("magic-pricing-slow", 1));
    price(slow);
    assertEquals(List.of(SandboxSettings.DEFAULT.slow()), held);
    sandbox.tax().rates(slow.request());
    assertEquals(1, held.size());
    assertKind(ProviderException.Kind.NOT_SENT, Requests.of(line("magic-pricing-down", 1)));
    assertKind(ProviderException.Kind.UNKNOWN, Requests.of(line("magic-pricing-timeout", 1)));
    Requests mug = Requests.of(line("mug-blue", 1));
    assertKind(ProviderException.Kind.CONTRACT, mug.by("pricing-broken+7@example.com"));
    assertEquals(
        clock.instant().plusSeconds(2), price(mug.by("pricing-short@example.com")).validUntil());
    assertEquals(clock.instant(), price(mug.by("pricing-expired@example.com")).validUntil());
    assertTrue(price(mug.by("tax-expired@example.com")).validUntil().isAfter(clock.instant()));
  }

  @Test
  void aPortThatIsSwitchedOffIsDownForEverybodyUntilItIsCleared() {
    Requests mug = Requests.of(line("mug-blue", 1));
    sandbox.gate().set(Port.PRICING, Effect.DOWN);
    assertKind(ProviderException.Kind.NOT_SENT, mug);
    sandbox.gate().clear(Port.PRICING);
    assertEquals(1, price(mug).lines().size());
  }

  private void assertKind(ProviderException.Kind kind, Requests requests) {
    var fault = assertThrows(ProviderException.class, () -> price(requests));
    assertEquals(Port.PRICING, fault.port());
    assertEquals(kind, fault.kind());
  }

  private Quote.Pricing price(Requests requests) {
    return sandbox.pricing().price(requests.request());
  }

  private List<String> promotions(Requests requests) {
    return price(requests).promotions().stream().map(Promotion::id).toList();
  }

  private static List<String> ids(String... ids) {
    return List.of(ids);
  }

  private StockLevel level(String sku) {
    var request = Requests.of(line(sku, 1)).request();
    return sandbox.stock().stock(request).levels().get(sku);
  }
}
