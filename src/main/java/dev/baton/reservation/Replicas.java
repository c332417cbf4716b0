package dev.baton.reservation;

import java.time.Duration;

/**
 * Replicas that have to have a hold before it counts.
 *
 * @param count how many, 0 to wait for none
 * @param patience how long to wait for them
 */
record Replicas(int count, Duration patience) {
  static final Replicas NONE = new Replicas(0, Duration.ZERO);
}
