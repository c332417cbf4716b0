package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import dev.baton.token.IssuedToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Carries a refusal from wherever a request is read to the one place that answers it.
 *
 * <p>An exception, though a refusal is no fault: a reader that is six levels deep in a body has
 * only one thing left to do. It has no stack trace.
 */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Refusal refusal;
  private final transient @Nullable IssuedToken token;
  private final transient @Nullable Duration retryAfter;

  RefusedException(Refusal refusal, @Nullable IssuedToken token, @Nullable Duration retryAfter) {
    super(refusal.type().slug(), null, false, false);
    this.refusal = refusal;
    this.token = token;
    this.retryAfter = retryAfter;
  }

  RefusedException(Refusal refusal) {
    this(refusal, null, null);
  }

  static RefusedException of(ProblemType type, String detail) {
    return new RefusedException(Refusal.of(type, detail));
  }

  static RefusedException at(ProblemType type, String pointer, String detail) {
    return new RefusedException(Refusal.at(type, pointer, detail));
  }

  Refusal refusal() {
    return refusal;
  }

  /** The token of the state that the refusal left, if it changed anything. */
  @Nullable IssuedToken token() {
    return token;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
