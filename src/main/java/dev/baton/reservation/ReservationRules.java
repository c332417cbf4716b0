package dev.baton.reservation;

import dev.baton.observability.Finding;
import dev.baton.observability.SettingRules;
import java.util.List;

/** What the settings of holds, and of Redis, have to be. */
final class ReservationRules {
  private ReservationRules() {}

  /** What is wrong with them; empty if nothing is. */
  static List<Finding> problems(ReservationPolicy policy) {
    return new SettingRules("reservation")
        .require(
            policy.unpaidShare() >= 0 && policy.unpaidShare() <= 1,
            "baton.reservation.unpaid-share is "
                + policy.unpaidShare()
                + ": set it to a share, from 0 to 1")
        .least("baton.reservation.replicas", policy.replicas(), 0)
        .positive("baton.reservation.timeout", policy.timeout())
        .positive("baton.reservation.replicas-timeout", policy.replicasTimeout())
        // Whoever gives up before the answer can't give the hold back.
        .require(
            policy.replicasTimeout().multipliedBy(2).compareTo(policy.timeout()) <= 0,
            "baton.reservation.replicas-timeout is too long: set it to at most half of"
                + " baton.reservation.timeout")
        .positive("baton.reservation.figure", policy.figure())
        .positive("baton.reservation.half-life", policy.halfLife())
        .positive("baton.reservation.lead", policy.lead())
        .positive("baton.reservation.shortest", policy.shortest())
        .problems();
  }
}
