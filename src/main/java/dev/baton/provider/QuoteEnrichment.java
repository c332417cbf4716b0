package dev.baton.provider;

import dev.baton.checkout.Port;
import dev.baton.checkout.Quote;
import dev.baton.checkout.QuoteDesk.Answer;
import dev.baton.checkout.QuoteRequest;
import java.util.Map;

/** Adds to a request what the first answers say, for the ports that are asked after them. */
final class QuoteEnrichment {
  private QuoteEnrichment() {}

  /** The request as the next port sees it; faults leave what was last known. */
  static QuoteRequest with(QuoteRequest request, Map<Port, Answer> answers) {
    var known =
        answers.get(Port.PRICING) instanceof Answer.Down ? request.pricedAsFarAsKnown() : request;
    if (answers.get(Port.PRICING) instanceof Answer.Quoted(Quote.Pricing pricing)) {
      known = known.pricedBy(pricing);
    }
    if (answers.get(Port.SHIPPING) instanceof Answer.Quoted(Quote.ShippingOptions options)) {
      known = known.shippedBy(options);
    }
    return known;
  }
}
