package dev.baton.provider.http;

import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Quote;
import dev.baton.checkout.QuoteDesk;
import dev.baton.checkout.QuoteRequest;
import dev.baton.provider.ReportsEnvironment;
import dev.baton.provider.contract.AnswerJson;
import dev.baton.provider.contract.ContractJson;
import dev.baton.provider.contract.QuoteJson;
import java.util.Map;
import java.util.Set;

/** The quote ports at one address: what is wanted of them is asked in one request. */
final class HttpQuotes implements QuoteDesk {
  private final HttpCalls calls;

  HttpQuotes(HttpCalls calls) {
    this.calls = calls;
  }

  @Override
  public Map<Port, Answer> ask(QuoteRequest request) {
    var body = ContractJson.write(QuoteJson.request(request));
    return calls.idempotent(
        request.want().stream().min(Port::compareTo).orElseThrow(),
        api -> api.quotes(body),
        json -> AnswerJson.read(request, json));
  }

  ReportsEnvironment.Environment environment() {
    return calls.environment(Port.PRICING);
  }

  /** One quote by itself. */
  <Q extends Quote> Q one(Port port, Class<Q> type, QuoteRequest request) {
    return switch (ask(request.wanting(Set.of(port))).get(port)) {
      case Answer.Quoted(var quote) -> type.cast(quote);
      case Answer.Down(var fault) -> throw fault;
      case null ->
          throw new ProviderException(
              port, ProviderException.Kind.CONTRACT, "no answer for this port");
    };
  }
}
