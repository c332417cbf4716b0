package dev.baton.checkout;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the shop's providers answer: fixed rules of price, stock, shipping and tax. */
record ShopQuotes(Shop shop) {
  Quote.Pricing prices(QuoteRequest request) {
    Map<String, LinePrice> prices = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    List<String> books = new ArrayList<>();
    for (Line line : request.lines()) {
      LinePrice price = shop.catalogue.get(line.sku());
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
    codes.keySet().removeAll(shop.endedCodes);
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

  Quote.Stock levels(QuoteRequest request) {
    Map<String, StockLevel> levels = new HashMap<>();
    for (Line line : request.lines()) {
      Long units = shop.stock.get(line.sku());
      if (units != null) {
        levels.put(line.sku(), new StockLevel(line.sku(), "main", units, 1));
      }
    }
    return new Quote.Stock("shop", until(1), levels);
  }

  Quote.ShippingOptions options(QuoteRequest request) {
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
      options.add(pickup("berlin", Shop.berlin()));
      options.add(pickup("wien", Shop.address("AT", "1010")));
    }
    return new Quote.ShippingOptions("shop", until(10), options);
  }

  private static ShippingOption pickup(String place, Address at) {
    return new ShippingOption(ShippingOption.Type.PICKUP, "pickup", "Pick up", 0, place, at);
  }

  Quote.TaxRates rates(QuoteRequest request) {
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
    return shop.now.plus(Duration.ofMinutes(minutes));
  }
}
