package dev.baton.provider.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.Line;
import dev.baton.checkout.LinePrice;
import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.checkout.Quote;
import dev.baton.checkout.QuoteDesk.Answer;
import dev.baton.checkout.QuoteRequest;
import dev.baton.checkout.StockLevel;
import dev.baton.checkout.TaxRate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /quotes}: each quote that was wanted, or under {@code failures} that it
 * couldn't be had. One that breaks the contract never takes the others with it.
 */
public final class AnswerJson {
  private static final String FAILURES = "failures";

  private AnswerJson() {}

  public static ObjectNode write(Map<Port, Answer> answers) {
    var json = ContractJson.object();
    var failures = ContractJson.object();
    answers.forEach((port, answer) -> {
      switch (answer) {
        case Answer.Quoted(var quote) -> quote(json.putObject(port.wire()), quote);
        case Answer.Down(var fault) -> failures.put(port.wire(), word(fault.kind()));
      }
    });
    json.set(FAILURES, failures);
    return json;
  }

  /** An answer or a fault for each port that the request wants. */
  public static Map<Port, Answer> read(QuoteRequest request, Fields json) {
    var failures = json.map(FAILURES);
    var answers = new EnumMap<Port, Answer>(Port.class);
    for (Port port : request.want()) {
      if (failures.containsKey(port.wire())) {
        var kind = kind(failures.get(port.wire()));
        var reason = "status 200, /failures/" + port.wire() + " says " + word(kind);
        answers.put(port, new Answer.Down(new ProviderException(port, kind, reason)));
      } else {
        answers.put(port, quote(port, request, json));
      }
    }
    return answers;
  }

  private static Answer quote(Port port, QuoteRequest request, Fields json) {
    try {
      return new Answer.Quoted(read(port, request, json.object(port.wire())));
    } catch (ContractViolation violation) {
      var reason = "status 200, " + violation.getMessage();
      return new Answer.Down(new ProviderException(port, Kind.CONTRACT, reason, violation));
    }
  }

  private static Kind kind(@Nullable String word) {
    return switch (word) {
      case "unavailable" -> Kind.NOT_SENT;
      case "refused" -> Kind.CONTRACT;
      case null, default -> Kind.UNKNOWN;
    };
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case NOT_SENT -> "unavailable";
      case CONTRACT -> "refused";
      case UNKNOWN -> "unknown";
    };
  }

  private static void quote(ObjectNode into, Quote quote) {
    into.put("provider", quote.provider()).put("validUntil", quote.validUntil().toString());
    switch (quote) {
      case Quote.Pricing pricing -> pricing(into, pricing);
      case Quote.Stock stock ->
          PartsJson.list(into, "levels", stock.levels().values(), PartsJson::stockLevel);
      case Quote.ShippingOptions shipping ->
          PartsJson.list(into, "options", shipping.options(), PartsJson::shippingOption);
      case Quote.TaxRates rates -> {
        PartsJson.list(into, "lines", rates.lines().entrySet(), AnswerJson::taxOfLine);
        PartsJson.list(into, "shipping", rates.shipping(), PartsJson::taxRate);
      }
    }
  }

  private static void pricing(ObjectNode into, Quote.Pricing pricing) {
    PartsJson.list(
        into,
        "lines",
        pricing.lines().entrySet(),
        (json, line) -> QuoteJson.price(json.put("id", line.getKey()), line.getValue()));
    PartsJson.texts(into, "unknown", pricing.unknown());
    PartsJson.list(into, "promotions", pricing.promotions(), PartsJson::promotion);
    PartsJson.list(
        into,
        "rejected",
        pricing.rejected().entrySet(),
        (json, code) -> json.put("code", code.getKey()).put("reason", Words.of(code.getValue())));
  }

  private static void taxOfLine(ObjectNode into, Map.Entry<String, List<TaxRate>> line) {
    PartsJson.list(into.put("id", line.getKey()), "rates", line.getValue(), PartsJson::taxRate);
  }

  private static Quote read(Port port, QuoteRequest request, Fields json) {
    var lines = request.lines().stream().map(Line::id).collect(Collectors.toUnmodifiableSet());
    return switch (port) {
      case PRICING -> pricing(lines, json);
      case INVENTORY -> stock(json);
      case SHIPPING ->
          new Quote.ShippingOptions(
              json.text("provider"),
              json.instant("validUntil"),
              json.list("options", PartsJson::shippingOption));
      case TAX -> tax(lines, json);
      case PAYMENT, ORDERS, SCREENING ->
          throw new IllegalArgumentException("not a quote port: " + port.wire());
    };
  }

  private static Quote.Pricing pricing(Set<String> asked, Fields json) {
    var lines = new HashMap<String, LinePrice>();
    json.list("lines", line -> once(lines, line, "id", asked, QuoteJson.price(line)));
    var unknown = json.texts("unknown");
    for (var line : asked) {
      if (lines.containsKey(line) == unknown.contains(line)) {
        throw json.violation("lines", "must price every line or call it unknown");
      }
    }
    var promotions = json.list("promotions", PartsJson::promotion);
    for (var promotion : promotions) {
      if (promotion.lines() != null && !asked.containsAll(promotion.lines())) {
        throw json.violation("promotions", "must name lines that were asked");
      }
    }
    var rejected = new HashMap<String, Quote.CodeRejection>();
    json.list(
        "rejected",
        code -> rejected.put(code.text("code"), code.word("reason", Quote.CodeRejection.class)));
    return new Quote.Pricing(
        json.text("provider"), json.instant("validUntil"), lines, unknown, promotions, rejected);
  }

  private static Quote.Stock stock(Fields json) {
    var levels = new HashMap<String, StockLevel>();
    for (var level : json.list("levels", PartsJson::stockLevel)) {
      if (levels.put(level.sku(), level) != null) {
        throw json.violation("levels", "must name each SKU once");
      }
    }
    return new Quote.Stock(json.text("provider"), json.instant("validUntil"), levels);
  }

  private static Quote.TaxRates tax(Set<String> asked, Fields json) {
    var lines = new HashMap<String, List<TaxRate>>();
    json.list(
        "lines", line -> once(lines, line, "id", asked, line.list("rates", PartsJson::taxRate)));
    return new Quote.TaxRates(
        json.text("provider"),
        json.instant("validUntil"),
        lines,
        json.list("shipping", PartsJson::taxRate));
  }

  /** Files what is said of a line: one that was asked, and once. */
  private static <T> Map<String, T> once(
      Map<String, T> into, Fields line, String name, Set<String> asked, T value) {
    var id = line.text(name);
    if (!asked.contains(id) || into.put(id, value) != null) {
      throw line.violation(name, "must be a line that was asked, once");
    }
    return into;
  }
}
