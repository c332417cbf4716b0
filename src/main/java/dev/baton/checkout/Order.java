package dev.baton.checkout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The order that a checkout became.
 *
 * @param id the order backend's
 * @param number what the shopper knows it by
 * @param url where the shopper can look at it; null when there is no such page
 * @param placedAt by the backend's clock
 */
public record Order(
    String id, String number, @Nullable String url, Instant placedAt, Status status) {
  /** Voided when its payment could not be taken for good and the backend undid it. */
  public enum Status {
    PLACED,
    VOIDED
  }
}
