package dev.baton.checkout;

/** A provider's fault; its message names port and kind, never what was sent or received. */
public final class ProviderException extends UnavailableException {
  private static final long serialVersionUID = 1L;

  private final Port port;
  private final Kind kind;

  /** What kind of fault. */
  public enum Kind {
    /** It certainly did nothing: connection refused, circuit open, bulkhead full. */
    NOT_SENT,
    /** It may have done it or not: time-out, reset, 5xx. */
    UNKNOWN,
    /** It answered something outside its contract. */
    CONTRACT
  }

  public ProviderException(Port port, Kind kind, Throwable cause) {
    super(port.wire() + " provider: " + kind, cause);
    this.port = port;
    this.kind = kind;
  }

  public ProviderException(Port port, Kind kind) {
    super(port.wire() + " provider: " + kind, null);
    this.port = port;
    this.kind = kind;
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
