package dev.baton.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.checkout.Quote;
import dev.baton.checkout.QuoteDesk.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every adapter of the quotes does, alone and together. */
public interface QuotesContract extends PortsUnderTest {
  @Test
  default void allQuotesComeTogether() {
    var request = Purchases.request(Purchases.SKU, 2, "NO-SUCH-CODE");
    var line = request.lines().getFirst().id();

    var answers = ports().desk().ask(request);

    var pricing = quote(Quote.Pricing.class, answers.get(Port.PRICING));
    assertEquals(1200, pricing.lines().get(line).unitPrice());
    assertEquals("Blaue Tasse", pricing.lines().get(line).title());
    assertEquals(Map.of("NO-SUCH-CODE", Quote.CodeRejection.UNKNOWN), pricing.rejected());
    var stock = quote(Quote.Stock.class, answers.get(Port.INVENTORY));
    assertEquals(500, stock.levels().get(Purchases.SKU).onHand());
    var shipping = quote(Quote.ShippingOptions.class, answers.get(Port.SHIPPING));
    assertTrue(shipping.options().stream().anyMatch(option -> option.id().equals("standard")));
    assertTrue(shipping.options().stream().anyMatch(option -> option.pickupAt() != null));
    var tax = quote(Quote.TaxRates.class, answers.get(Port.TAX));
    assertEquals("0.19", tax.lines().get(line).getFirst().rate().toPlainString());
    assertEquals(4, answers.size());
  }

  @Test
  default void eachQuoteAloneIsTheSameAsTogether() {
    var request = Purchases.request(Purchases.SKU, 2, "WELCOME10");
    var together = ports().desk().ask(request);

    var alone = ports().pricing().price(request);

    var pricing = quote(Quote.Pricing.class, together.get(Port.PRICING));
    assertEquals(pricing.lines(), alone.lines());
    assertEquals(pricing.promotions(), alone.promotions());
    assertEquals(
        quote(Quote.Stock.class, together.get(Port.INVENTORY)).levels(),
        ports().inventory().stock(request).levels());
  }

  @Test
  default void aSkuThatIsNotSoldIsUnknown() {
    var request = Purchases.request("no-such-thing", 1);

    var pricing = ports().pricing().price(request);

    assertEquals(List.of(request.lines().getFirst().id()), pricing.unknown());
    assertEquals(Map.of(), pricing.lines());
  }

  @Test
  default void aPortThatIsDownDoesNotTakeTheOthersWithIt() {
    assertDown(Kind.NOT_SENT, Port.TAX, "magic-tax-down");
    assertDown(Kind.UNKNOWN, Port.SHIPPING, "magic-shipping-timeout");
    assertDown(Kind.CONTRACT, Port.INVENTORY, "magic-inventory-broken");
  }

  private void assertDown(Kind kind, Port down, String sku) {
    var answers = ports().desk().ask(Purchases.request(sku, 1));

    assertEquals(4, answers.size());
    answers.forEach((port, answer) -> {
      if (port == down) {
        var fault = assertInstanceOf(Answer.Down.class, answer).fault();
        assertEquals(kind, fault.kind(), sku);
        assertEquals(down, fault.port(), sku);
      } else {
        assertInstanceOf(Answer.Quoted.class, answer, sku + ": " + port);
      }
    });
  }

  private static <Q extends Quote> Q quote(Class<Q> type, Answer answer) {
    return type.cast(assertInstanceOf(Answer.Quoted.class, answer).quote());
  }
}
