package dev.baton.provider;

/** An adapter whose provider says whether it is a live one, for the check at start. */
public interface ReportsEnvironment {
  /**
   * Asks it.
   *
   * @throws dev.baton.checkout.ProviderException when it can't be asked
   */
  Environment environment();

  /** Whether money and goods are real. */
  enum Environment {
    TEST,
    LIVE
  }
}
