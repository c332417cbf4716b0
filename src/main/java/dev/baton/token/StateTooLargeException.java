package dev.baton.token;

/**
 * A state doesn't fit into a token of the configured size; the caller turns it into {@code
 * state-too-large}.
 */
public final class StateTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int size;
  private final int limit;

  public StateTooLargeException(int size, int limit) {
    super("token of " + size + " bytes exceeds " + limit);
    this.size = size;
    this.limit = limit;
  }

  /** Bytes that the token would have. */
  public int size() {
    return size;
  }

  /** Bytes that are allowed. */
  public int limit() {
    return limit;
  }
}
