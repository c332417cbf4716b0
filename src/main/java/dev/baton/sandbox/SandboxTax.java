package dev.baton.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Address;
import dev.baton.checkout.Line;
import dev.baton.checkout.Port;
import dev.baton.checkout.Quote;
import dev.baton.checkout.QuoteRequest;
import dev.baton.checkout.TaxProvider;
import dev.baton.checkout.TaxRate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tax rates by country and, in the US, by ZIP. Where the table has nothing, the tax is unknown; it
 * is never guessed.
 */
public final class SandboxTax implements TaxProvider {
  private static final Duration VALIDITY = Duration.ofHours(1);
  private static final String STANDARD = "standard";

  private final Catalogue catalogue;
  private final Gate gate;
  private final Map<String, Map<String, List<TaxRate>>> countries;
  private final Map<String, Map<String, List<TaxRate>>> zips;

  SandboxTax(Catalogue catalogue, Gate gate) {
    this.catalogue = catalogue;
    this.gate = gate;
    JsonNode table = DataFile.read("tax.json");
    this.countries = DataFile.map(table.get("countries"), SandboxTax::regime);
    this.zips = DataFile.map(table.get("zips"), SandboxTax::regime);
  }

  private static Map<String, List<TaxRate>> regime(JsonNode node) {
    return DataFile.map(
        node,
        rates ->
            DataFile.list(
                rates,
                rate ->
                    new TaxRate(
                        rate.get("name").asText(), new BigDecimal(rate.get("rate").asText()))));
  }

  @Override
  public Quote.TaxRates rates(QuoteRequest request) {
    return gate.quote(
        Port.TAX,
        request,
        VALIDITY,
        until ->
            new Quote.TaxRates(
                Sandbox.NAME,
                until,
                lines(request.lines(), request.destination()),
                shipping(request.destination())));
  }

  /** Rates by line id; a line of unknown tax is left out. */
  Map<String, List<TaxRate>> lines(List<Line> lines, Address destination) {
    Map<String, List<TaxRate>> regime = regime(destination);
    Map<String, List<TaxRate>> rates = new LinkedHashMap<>();
    if (regime != null) {
      for (Line line : lines) {
        String category = category(line);
        if (category != null) {
          rates.put(line.id(), of(regime, category));
        }
      }
    }
    return rates;
  }

  /** Rates on shipping; none where nothing is known, since then the lines' tax is unknown too. */
  List<TaxRate> shipping(Address destination) {
    Map<String, List<TaxRate>> regime = regime(destination);
    return regime == null ? List.of() : of(regime, "shipping");
  }

  private @Nullable Map<String, List<TaxRate>> regime(Address destination) {
    if (!destination.country().equals("US")) {
      return countries.get(destination.country());
    }
    String zip = destination.postalCode();
    return zip == null ? null : zips.get(zip.strip().split("-", 2)[0]);
  }

  private static List<TaxRate> of(Map<String, List<TaxRate>> regime, String category) {
    List<TaxRate> rates = regime.get(category);
    return rates == null ? regime.getOrDefault(STANDARD, List.of()) : rates;
  }

  private @Nullable String category(Line line) {
    if (line.price() != null) {
      return line.price().taxCategory();
    }
    Product product = catalogue.find(line.sku());
    return product == null ? null : product.taxCategory();
  }
}
