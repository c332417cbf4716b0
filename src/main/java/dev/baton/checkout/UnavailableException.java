package dev.baton.checkout;

import org.jspecify.annotations.Nullable;

/**
 * Something that the call needs is down; asking again later may go better. Its message names what
 * is down, never what was sent or received.
 */
public abstract class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  protected UnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What the caller is told. */
  public abstract ProblemType problem();
}
