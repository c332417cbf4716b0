package dev.baton.checkout;

import java.util.List;

/**
 * When a storefront's checkouts hold stock before they are paid. Whatever the policy, paying takes
 * the holds that are missing; and no step but an anchor ever takes one, so the policy decides from
 * when on a reservation is taken at all, and when the client is asked to make one.
 */
public enum HoldPolicy {
  /** Once nothing but the payment is missing; never asked for, since paying holds by itself. */
  AT_PAYMENT,
  /** Once it is known how the goods go; asked for from then on. */
  AT_SHIPPING,
  /** Whenever the client says; never asked for. */
  EXPLICIT,
  /** Whenever the client says; asked for, and short, while little is left ({@link ScarceFirst}). */
  SCARCE_FIRST;

  /** What a problem of a state stands against, given what it stands against anyway. */
  List<String> blocks(String pointer, List<String> anyway) {
    if (!anyway.contains(Moves.PAY) || anyway.contains(Moves.RESERVE)) {
      return anyway;
    }
    boolean tooEarly =
        switch (this) {
          case AT_PAYMENT -> true;
          // "/shipping" itself, and "/shippingAddress" with what is below it.
          case AT_SHIPPING -> pointer.startsWith("/shipping");
          case EXPLICIT, SCARCE_FIRST -> false;
        };
    return tooEarly ? Policies.BUYING : anyway;
  }
}
