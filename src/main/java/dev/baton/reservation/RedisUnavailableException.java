package dev.baton.reservation;

/** Redis didn't answer, or not in time; what was sent may have been done or not. */
public final class RedisUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RedisUnavailableException(Throwable cause) {
    super("Redis is unavailable", cause);
  }
}
