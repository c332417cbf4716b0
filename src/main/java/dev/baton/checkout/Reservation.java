package dev.baton.checkout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the token says of the stock held for this checkout. {@code changed} and {@code lost} are not
 * stored: they follow from the lines and the clock.
 *
 * @param until when the holds end; null for NONE and CLAIMED
 * @param lines digest of what is held (SKUs and quantities); null for NONE
 */
public record Reservation(Status status, @Nullable Instant until, @Nullable String lines) {
  /** No holds. */
  public static final Reservation NONE = new Reservation(Status.NONE, null, null);

  /** What is stored. */
  public enum Status {
    NONE,
    HELD,
    COMMITTING,
    CLAIMED
  }
}
