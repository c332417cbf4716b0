package dev.baton.token;

/**
 * A payload that bears our signature isn't what its format says; the message shows nothing of it.
 */
final class UnreadableStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableStateException(String message) {
    super(message);
  }
}
