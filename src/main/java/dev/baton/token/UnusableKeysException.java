package dev.baton.token;

/** The configured keys can't be used; the message says what to do and shows nothing of a key. */
public final class UnusableKeysException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableKeysException(String message) {
    super(message);
  }
}
