package dev.baton.checkout;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stateless steps: pure, but for the quotes that they ask. The same state and actions give the
 * same result while quotes stand.
 */
public final class Steps {
  private final QuoteDesk desk;
  private final InstantSource clock;
  private final Limits limits;

  public Steps(QuoteDesk desk, InstantSource clock, Limits limits) {
    this.desk = desk;
    this.clock = clock;
    this.limits = limits;
  }

  /** The caps that these steps go by. */
  public Limits limits() {
    return limits;
  }

  /**
   * Applies actions in order, all or none; quotes are asked once, after the last, and only those
   * whose input changed or that have expired. The revision grows by one if anything changed.
   *
   * @param actionsPointer where the actions stand in the request, for the pointers of a refusal
   *     ("/actions")
   * @param expectedTotal refuse with total-changed if the total comes to anything else; null for no
   *     such check
   * @param wantOptions whether the shipping options are wanted in the answer
   */
  public StepResult act(
      Checkout checkout,
      Storefront storefront,
      List<Action> actions,
      String actionsPointer,
      @Nullable Long expectedTotal,
      boolean wantOptions,
      InputDigest digest) {
    throw new UnsupportedOperationException();
  }

  /** Asks every quote that has expired, or all of them, again. */
  public StepResult requote(
      Checkout checkout,
      Storefront storefront,
      boolean all,
      boolean wantOptions,
      InputDigest digest) {
    throw new UnsupportedOperationException();
  }
}
