package dev.baton.checkout;

import java.util.Map;

/**
 * Asks the quote ports, in as few calls as it can: ports behind one address in one request, others
 * side by side, tax after what it depends on.
 */
public interface QuoteDesk {
  /**
   * Asks for every port in {@code request.want()}.
   *
   * @return an answer or a fault for each port asked
   */
  Map<Port, Answer> ask(QuoteRequest request);

  /** A quote, or why there is none. */
  sealed interface Answer {
    /** The provider answered. */
    record Quoted(Quote quote) implements Answer {}

    /** The provider didn't. */
    record Down(ProviderException fault) implements Answer {}
  }
}
