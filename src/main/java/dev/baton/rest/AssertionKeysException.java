package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import dev.baton.checkout.UnavailableException;
import org.jspecify.annotations.Nullable;

/** An issuer of assertions doesn't give its keys. */
final class AssertionKeysException extends UnavailableException {
  private static final long serialVersionUID = 1L;

  AssertionKeysException(String issuer, @Nullable Throwable cause) {
    super("The keys of assertion issuer " + issuer + " can't be had", cause);
  }

  @Override
  public ProblemType problem() {
    return ProblemType.PROVIDER_UNAVAILABLE;
  }
}
