package dev.baton.reservation;

/** Too few replicas acknowledged a hold in time; it was given back. */
public final class UnacknowledgedHoldException extends RedisUnavailableException {
  private static final long serialVersionUID = 1L;

  UnacknowledgedHoldException() {
    super(new IllegalStateException("too few replicas acknowledge a hold"));
  }
}
