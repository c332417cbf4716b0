package dev.baton.reservation;

import dev.baton.checkout.ProblemType;
import dev.baton.checkout.UnavailableException;

/** Redis didn't answer, or not in time; what was sent may have been done or not. */
public sealed class RedisUnavailableException extends UnavailableException
    permits UnacknowledgedHoldException {
  private static final long serialVersionUID = 1L;

  public RedisUnavailableException(Throwable cause) {
    super("Redis is unavailable: " + why(cause), cause);
  }

  /** Of an answer, only what kind it is: no more of it belongs in a log. */
  private static String why(Throwable cause) {
    var reply = RedisReply.of(cause);
    return reply == RedisReply.NONE
        ? cause.getClass().getSimpleName() + " " + cause.getMessage()
        : "it said " + RedisReply.word(cause);
  }

  @Override
  public ProblemType problem() {
    return ProblemType.REDIS_UNAVAILABLE;
  }
}
