package dev.baton.provider.http;

import dev.baton.checkout.ProviderException.Kind;
import org.jspecify.annotations.Nullable;

/** A fault of one attempt of a call, before it is known whether another attempt is made. */
final class CallFault extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final Kind kind;
  private final boolean again;

  /**
   * @param reason what was wrong, without any value that was sent or received
   * @param again whether the same call may be tried again at once, if it is idempotent
   */
  CallFault(Kind kind, String reason, boolean again, @Nullable Throwable cause) {
    super(reason, cause, false, false);
    this.kind = kind;
    this.again = again;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  Kind kind() {
    return kind;
  }

  boolean again() {
    return again;
  }
}
