package dev.baton.rest;

import org.jspecify.annotations.Nullable;

/**
 * A fault as it may be logged: what was thrown, and where, but no message, since a message may
 * quote a token or a shopper.
 */
final class UnspokenFault extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int DEEPEST = 8;

  UnspokenFault(Throwable fault) {
    this(fault, 0);
  }

  private UnspokenFault(Throwable fault, int depth) {
    super(fault.getClass().getName(), cause(fault.getCause(), depth), false, true);
    setStackTrace(fault.getStackTrace());
  }

  private static @Nullable UnspokenFault cause(@Nullable Throwable cause, int depth) {
    return cause == null || depth == DEEPEST ? null : new UnspokenFault(cause, depth + 1);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
