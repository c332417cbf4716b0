package dev.baton.completion;

import dev.baton.payment.CheckoutRecord;
import dev.baton.reservation.RecordStore;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The records, read and written as what they say. */
final class Records {
  private final RecordStore store;
  private final CompletionConfig config;

  Records(RecordStore store, CompletionConfig config) {
    this.store = store;
    this.config = config;
  }

  Found load(String checkout) {
    RecordStore.Loaded loaded = store.load(checkout);
    String body = loaded.body();
    return new Found(
        loaded.version(),
        body == null ? null : RecordJson.read(body),
        loaded.leaseOwner() != null,
        loaded.now());
  }

  /** The new version, or 0 if somebody else has written it, or holds the lease. */
  long save(CheckoutRecord record, long expected, String owner, boolean lease, Instant now) {
    Duration lasting = Duration.between(now, record.lastsUntil()).plus(config.recordMargin());
    return switch (store.save(
        record.checkout(),
        expected,
        RecordJson.write(record),
        owner,
        lease ? config.lease() : null,
        lasting.compareTo(config.recordMargin()) < 0 ? config.recordMargin() : lasting)) {
      case RecordStore.Saved.Done(long version) -> version;
      case RecordStore.Saved.Conflict() -> 0;
    };
  }

  /**
   * A record as found.
   *
   * @param version 0 when there is none
   * @param leased whether a worker is at it
   * @param now Redis' clock
   */
  record Found(long version, @Nullable CheckoutRecord record, boolean leased, Instant now) {}
}
