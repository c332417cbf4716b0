package dev.baton.sandbox;

import static dev.baton.sandbox.Requests.line;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Line;
import dev.baton.checkout.Quote;
import dev.baton.checkout.StockLevel;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** What the sandbox sells: priced, titled and drawn. */
class CatalogueTest {
  private static final List<String> CURRENCIES = List.of("EUR", "USD", "CHF", "JPY", "KWD");
  private final Sandbox sandbox = new Sandbox(SandboxSettings.DEFAULT, new SetClock(), time -> {});

  @Test
  void everyProductIsPricedInEveryCurrencyAndTitledInThreeLanguages() {
    List<Product> products = sandbox.catalogue().products();
    assertEquals(24, products.size());
    assertTrue(products.stream().filter(product -> !product.shippable()).count() >= 4);
    for (Product product : products) {
      for (String currency : CURRENCIES) {
        Line line = line(product.sku(), 1);
        var quote = price(Requests.of(line).in(currency, "en"));
        assertTrue(quote.lines().get(line.id()).unitPrice() > 0, product.sku() + currency);
      }
      assertEquals(3, product.titles().size());
      assertFalse(product.title("ja-JP").equals(product.title("en-GB")), product.sku());
      assertEquals(product.shippable(), sandbox.stock().level(product.sku()) != null);
    }
  }

  @Test
  void everyProductHasADrawingThatIsWellFormed() throws Exception {
    for (Product product : sandbox.catalogue().products()) {
      var document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(product.image())));
      assertEquals("svg", document.getDocumentElement().getTagName());
      assertTrue(
          document.getElementsByTagName("path").getLength() > 0
              || document.getElementsByTagName("ellipse").getLength() > 0
              || document.getElementsByTagName("circle").getLength() > 0,
          product.sku());
    }
  }

  @Test
  void theCatalogueHasScarceGoodsAndOneThatIsOut() {
    List<Long> stock =
        sandbox.catalogue().products().stream()
            .map(Product::stock)
            .filter(units -> units != null)
            .toList();
    assertEquals(1, stock.stream().filter(units -> units == 0).count());
    assertTrue(stock.stream().filter(units -> units >= 1 && units <= 5).count() >= 4);
  }

  @Test
  void titlesFollowTheLocalesLanguageElseEnglish() {
    Product mug = sandbox.catalogue().find("mug-blue");
    assertAll(
        () -> assertEquals("Blaue Tasse", mug.title("de-AT")),
        () -> assertEquals("青いマグカップ", mug.title("ja")),
        () -> assertEquals("Blue mug", mug.title("en-GB")),
        () -> assertEquals("Blue mug", mug.title("fr-FR")));
  }

  @Test
  void whatIsNotSoldIsUnknown() {
    Line stranger = line("no-such-thing", 1);
    var quote = price(Requests.of(line("mug-blue", 1), stranger));
    assertEquals(List.of(stranger.id()), quote.unknown());
    assertEquals(1, quote.lines().size());
    assertEquals(1, price(Requests.of(line("mug-blue", 1)).in("SEK", "sv")).unknown().size());
  }

  private Quote.Pricing price(Requests requests) {
    return sandbox.pricing().price(requests.request());
  }

  private StockLevel level(String sku) {
    var request = Requests.of(line(sku, 1)).request();
    return sandbox.stock().stock(request).levels().get(sku);
  }
}
