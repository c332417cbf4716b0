package dev.baton.reservation;

import dev.baton.checkout.ProblemType;
import dev.baton.checkout.UnavailableException;

/** Redis didn't answer, or not in time; what was sent may have been done or not. */
public final class RedisUnavailableException extends UnavailableException {
  private static final long serialVersionUID = 1L;

  public RedisUnavailableException(Throwable cause) {
    super("Redis is unavailable", cause);
  }

  @Override
  public ProblemType problem() {
    return ProblemType.REDIS_UNAVAILABLE;
  }
}
