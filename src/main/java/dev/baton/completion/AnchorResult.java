package dev.baton.completion;

import dev.baton.checkout.Refusal;
import dev.baton.payment.PaymentIntent;
import dev.baton.token.IssuedToken;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of an anchor. */
public sealed interface AnchorResult {
  /**
   * Done, now or by the earlier call that this one repeats.
   *
   * @param nextAction what the shopper does next, after pay
   */
  record Done(IssuedToken token, PaymentIntent.@Nullable NextAction nextAction)
      implements AnchorResult {
    /** The next action as members of a JSON object; null when there is none. */
    public @Nullable Map<String, Object> nextActionMembers() {
      return switch (nextAction) {
        case null -> null;
        case PaymentIntent.NextAction.Redirect(String url) ->
            Map.of("type", "redirect", "url", url);
        case PaymentIntent.NextAction.Provider(Map<String, String> data) ->
            Map.of("type", "provider", "data", data);
      };
    }
  }

  /** Being carried out, here or elsewhere; ask again after {@code retryAfter}. */
  record InProgress(IssuedToken token, Duration retryAfter) implements AnchorResult {}

  /**
   * Refused.
   *
   * @param token the token of the state that the refusal left, when it changed anything; else null
   * @param retryAfter when it may go better, for refusals that pass; else null
   */
  record Refused(Refusal refusal, @Nullable IssuedToken token, @Nullable Duration retryAfter)
      implements AnchorResult {}
}
