package dev.baton.checkout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The order that a checkout became. */
public record Order(
    String id, String number, @Nullable String url, Instant placedAt, Status status) {
  /** Voided when its payment could not be taken for good and the backend undid it. */
  public enum Status {
    PLACED,
    VOIDED
  }
}
