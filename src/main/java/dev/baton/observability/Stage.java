package dev.baton.observability;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Reservation;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** A stage of the funnel, from an empty checkout to an order. */
public enum Stage {
  CREATED(_ -> true),
  FILLED(checkout -> !checkout.contents().lines().isEmpty()),
  IDENTIFIED(checkout -> checkout.contents().personal().customer() != null),
  RESERVED(checkout -> checkout.reservation().status() != Reservation.Status.NONE),
  PAID(checkout ->
      switch (checkout.payment().status()) {
        case AUTHORIZED, CAPTURED -> true;
        case NONE, REQUIRES_ACTION, PROCESSING, FAILED, CANCELLED, REFUNDED -> false;
      }),
  COMPLETED(Checkout.Completed.class::isInstance),
  CANCELLED(Checkout.Cancelled.class::isInstance);

  /** What a checkout comes to whether or not its shopper is still there: its record tells. */
  public static final Set<Stage> RECORDED = Set.of(PAID, COMPLETED, CANCELLED);

  private final Predicate<Checkout> reached;

  Stage(Predicate<Checkout> reached) {
    this.reached = reached;
  }

  /** The stages at which a checkout is or which lie behind it. */
  public static Set<Stage> of(Checkout checkout) {
    var stages = EnumSet.noneOf(Stage.class);
    for (Stage stage : values()) {
      if (stage.reached.test(checkout)) {
        stages.add(stage);
      }
    }
    return stages;
  }

  /** As metrics have it. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
