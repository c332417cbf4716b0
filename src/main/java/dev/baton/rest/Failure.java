package dev.baton.rest;

import dev.baton.checkout.Money;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Refusal;
import dev.baton.checkout.UnavailableException;
import dev.baton.token.IssuedToken;
import dev.baton.token.StateTooLargeException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a call failed, as the caller is told; the one place that turns whatever was thrown into a
 * problem.
 *
 * @param token the token of the state that a refusal left, if it changed anything
 * @param retryAfter when it may go better, if it may
 * @param fault what to log, if this is a fault of ours
 */
record Failure(
    Refusal refusal,
    @Nullable IssuedToken token,
    @Nullable Duration retryAfter,
    @Nullable Throwable fault) {

  private static final Duration SOON = Duration.ofSeconds(1);

  static Failure of(Throwable thrown) {
    return switch (thrown) {
      case RefusedException refused ->
          new Failure(refused.refusal(), refused.token(), wait(refused), null);
      case ProviderException down ->
          new Failure(
              new Refusal(
                  down.problem(),
                  null,
                  "The " + down.port().wire() + " service doesn't answer as it should.",
                  Map.of("port", down.port().wire())),
              null,
              SOON,
              down);
      case UnavailableException down ->
          new Failure(
              Refusal.of(down.problem(), "What this call needs doesn't answer."), null, SOON, down);
      case StateTooLargeException large ->
          refused(
              new Refusal(
                  ProblemType.STATE_TOO_LARGE,
                  null,
                  "The token would have "
                      + large.size()
                      + " bytes, and "
                      + large.limit()
                      + " are allowed.",
                  Map.of("size", large.size(), "limit", large.limit())));
      case Money.OutOfRange _ ->
          refused(
              Refusal.of(
                  ProblemType.AMOUNT_TOO_LARGE,
                  "An amount would leave what can be held exactly, 2^53-1 minor units."));
      case WebApplicationException web -> ofStatus(web);
      default -> fault(thrown);
    };
  }

  /** What is down is worth asking again, whoever found it down. */
  private static @Nullable Duration wait(RefusedException refused) {
    return refused.retryAfter() == null && refused.refusal().type().status() == 503
        ? SOON
        : refused.retryAfter();
  }

  /** What the framework refuses before a call begins. */
  private static Failure ofStatus(WebApplicationException web) {
    int status = web.getResponse().getStatus();
    return switch (status) {
      case 404 -> refused(Refusal.of(ProblemType.NOT_FOUND, "There is no such address."));
      case 405 ->
          refused(
              Refusal.of(ProblemType.METHOD_NOT_ALLOWED, "This address doesn't take this method."));
      case 406 ->
          refused(
              Refusal.of(
                  ProblemType.NOT_ACCEPTABLE, "None of the media types asked for is available."));
      case 413 -> Failure.of(JsonText.tooLarge());
      case 415 ->
          refused(
              Refusal.of(
                  ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body has to be application/json."));
      default ->
          status < 500
              ? refused(Refusal.of(ProblemType.INVALID_PARAMETER, "The request can't be read."))
              : fault(web);
    };
  }

  private static Failure refused(Refusal refusal) {
    return new Failure(refusal, null, null, null);
  }

  private static Failure fault(Throwable thrown) {
    return new Failure(
        Refusal.of(ProblemType.INTERNAL_ERROR, "This is our fault, and it was noted."),
        null,
        null,
        thrown);
  }
}
