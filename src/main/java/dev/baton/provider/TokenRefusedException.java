package dev.baton.provider;

/** The cause of a fault: the provider doesn't take the credentials that we come with. */
public final class TokenRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param status 401 or 403
   */
  public TokenRefusedException(int status) {
    super("status " + status, null, false, false);
  }
}
