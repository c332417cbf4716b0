package dev.baton.completion;

import dev.baton.reservation.RecordStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A record store whose leases end at once, so that a test needn't wait for a dead worker's. */
final class Loose implements RecordStore {
  private static final Duration SHORT = Duration.ofMillis(20);

  private final RecordStore store;

  Loose(RecordStore store) {
    this.store = store;
  }

  @Override
  public Loaded load(String checkout) {
    return store.load(checkout);
  }

  @Override
  public Saved save(
      String checkout,
      long expected,
      String body,
      String owner,
      @Nullable Duration lease,
      Duration lasting) {
    return store.save(checkout, expected, body, owner, lease == null ? null : SHORT, lasting);
  }
}
