package dev.baton.provider.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Line;
import dev.baton.checkout.LinePrice;
import dev.baton.checkout.Personal;
import dev.baton.checkout.Promotion;
import dev.baton.checkout.Shipping;
import dev.baton.checkout.TaxRate;
import dev.baton.checkout.Totals;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is bought, in full: who, where to, every line with its price and tax, and the sums. */
public final class PurchaseJson {
  private static final int MAX_QUANTITY = 1_000_000;
  private static final BigDecimal MOST_TAX = BigDecimal.TEN;

  private PurchaseJson() {}

  /** Contents and the totals of these contents. */
  public record Purchase(Contents contents, Totals totals) {}

  public static ObjectNode write(Contents contents, Totals totals) {
    var json =
        ContractJson.object()
            .put("checkout", contents.id())
            .put("storefront", contents.storefront())
            .put("currency", contents.currency())
            .put("country", contents.country())
            .put("locale", contents.locale())
            .put("endsAt", contents.endsAt().toString());
    PartsJson.customer(json, "customer", contents.personal().customer());
    PartsJson.address(json, "shippingAddress", contents.personal().shippingAddress());
    PartsJson.address(json, "billingAddress", contents.personal().billingAddress());
    PartsJson.list(
        json,
        "lines",
        contents.lines(),
        (into, line) -> line(into, line, totals.lines().get(line.id())));
    shipping(json, contents.shipping(), totals);
    PartsJson.texts(json, "codes", contents.codes());
    PartsJson.list(
        json,
        "promotions",
        contents.promotions(),
        (into, promotion) -> {
          PartsJson.promotion(into, promotion);
          into.put("amount", totals.promotions().getOrDefault(promotion.id(), 0L));
        });
    PartsJson.map(json, "attributes", contents.attributes());
    totals(json.putObject("totals"), totals);
    return json;
  }

  private static void line(ObjectNode into, Line line, Totals.@Nullable LineSum sum) {
    if (sum == null) {
      throw new IllegalArgumentException("totals of other contents");
    }
    into.put("id", line.id()).put("sku", line.sku()).put("quantity", line.quantity());
    PartsJson.map(into, "attributes", line.attributes());
    QuoteJson.price(into, line.priced());
    into.put("discount", sum.discount()).put("tax", sum.tax()).put("total", sum.total());
    PartsJson.list(into, "taxRates", line.taxRates(), PartsJson::taxRate);
  }

  private static void shipping(ObjectNode into, @Nullable Shipping shipping, Totals totals) {
    if (shipping == null || shipping.option() == null) {
      into.putNull("shipping");
      return;
    }
    var json = into.putObject("shipping");
    PartsJson.shippingOption(json, shipping.option());
    json.put("discount", totals.shippingDiscount()).put("tax", totals.shippingTax());
    PartsJson.list(json, "taxRates", shipping.taxRates(), PartsJson::taxRate);
  }

  private static void totals(ObjectNode into, Totals totals) {
    into.put("items", totals.items())
        .put("discount", totals.discount())
        .put("shipping", totals.shipping())
        .put("shippingDiscount", totals.shippingDiscount())
        .put("tax", totals.tax())
        .put("taxIncluded", totals.taxIncluded())
        .put("estimated", totals.estimated())
        .put("total", totals.total())
        .put("giftCards", totals.giftCards())
        .put("paid", totals.paid())
        .put("due", totals.due());
    PartsJson.list(
        into,
        "taxes",
        totals.taxes(),
        (json, tax) ->
            json.put("name", tax.name())
                .put("rate", tax.rate().toPlainString())
                .put("base", tax.base())
                .put("amount", tax.amount()));
  }

  public static Purchase read(Fields json) {
    var lineSums = new HashMap<String, Totals.LineSum>();
    var lines = json.list("lines", line -> line(line, lineSums));
    var promotionSums = new HashMap<String, Long>();
    var promotions = json.list("promotions", promotion -> promotion(promotion, promotionSums));
    var shipping = json.objectOrNull("shipping");
    var contents =
        new Contents(
            json.text("checkout"),
            1,
            0,
            json.text("storefront"),
            json.text("currency"),
            json.text("country"),
            json.text("locale"),
            json.instant("endsAt"),
            lines,
            new Personal(
                PartsJson.customer(json.objectOrNull("customer")),
                PartsJson.address(json.objectOrNull("shippingAddress")),
                PartsJson.address(json.objectOrNull("billingAddress"))),
            shipping == null ? null : shipping(shipping),
            json.texts("codes"),
            promotions,
            json.map("attributes"),
            List.of(),
            null);
    var shippingTax = shipping == null ? null : shipping.amountOrNull("tax");
    return new Purchase(
        contents, totals(json.object("totals"), shippingTax, lineSums, promotionSums));
  }

  private static Line line(Fields json, Map<String, Totals.LineSum> sums) {
    LinePrice price = QuoteJson.price(json);
    var line =
        new Line(
            json.text("id"),
            json.text("sku"),
            json.map("attributes"),
            (int) json.integer("quantity", 1, MAX_QUANTITY),
            price,
            null,
            json.listOrNull("taxRates", PartsJson::taxRate));
    sums.put(
        line.id(),
        new Totals.LineSum(
            json.amount("discount"), json.amountOrNull("tax"), json.amount("total")));
    return line;
  }

  private static Promotion promotion(Fields json, Map<String, Long> sums) {
    var promotion = PartsJson.promotion(json);
    sums.put(promotion.id(), json.amount("amount"));
    return promotion;
  }

  private static Shipping shipping(Fields json) {
    var option = PartsJson.shippingOption(json);
    return new Shipping(
        option.id(),
        option.location(),
        option,
        json.<TaxRate>listOrNull("taxRates", PartsJson::taxRate));
  }

  private static Totals totals(
      Fields json,
      @Nullable Long shippingTax,
      Map<String, Totals.LineSum> lines,
      Map<String, Long> promotions) {
    return new Totals(
        json.amount("items"),
        json.amount("discount"),
        json.amount("shipping"),
        json.amount("shippingDiscount"),
        shippingTax,
        json.amountOrNull("tax"),
        json.flag("taxIncluded"),
        json.list(
            "taxes",
            tax ->
                new Totals.TaxSum(
                    tax.text("name"),
                    tax.decimal("rate", MOST_TAX),
                    tax.amount("base"),
                    tax.amount("amount"))),
        json.flag("estimated"),
        json.amount("total"),
        json.amount("giftCards"),
        json.amount("paid"),
        json.amount("due"),
        lines,
        promotions);
  }
}
