package dev.baton.checkout;

import org.jspecify.annotations.Nullable;

/**
 * A provider's fault; its message names port, kind and, where it is known, what was wrong: a
 * status, a member of the answer. Never what was sent, nor a value that was received.
 */
public final class ProviderException extends UnavailableException {
  private static final long serialVersionUID = 1L;

  private final Port port;
  private final Kind kind;
  private final @Nullable String reason;

  /** What kind of fault. */
  public enum Kind {
    /** It certainly did nothing: connection refused, circuit open, bulkhead full. */
    NOT_SENT,
    /** It may have done it or not: time-out, reset, 5xx. */
    UNKNOWN,
    /** It answered something outside its contract. */
    CONTRACT
  }

  /**
   * @param reason what was wrong, for whoever runs the provider; may be logged
   */
  public ProviderException(
      Port port, Kind kind, @Nullable String reason, @Nullable Throwable cause) {
    super(port.wire() + " provider: " + kind + (reason == null ? "" : ", " + reason), cause);
    this.port = port;
    this.kind = kind;
    this.reason = reason;
  }

  public ProviderException(Port port, Kind kind, String reason) {
    this(port, kind, reason, null);
  }

  public ProviderException(Port port, Kind kind) {
    this(port, kind, null, null);
  }

  /** The same fault of another port that was asked in the same call. */
  public ProviderException of(Port other) {
    return other == port ? this : new ProviderException(other, kind, reason, getCause());
  }

  public Port port() {
    return port;
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public ProblemType problem() {
    return ProblemType.PROVIDER_UNAVAILABLE;
  }
}
