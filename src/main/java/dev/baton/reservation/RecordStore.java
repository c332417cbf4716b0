package dev.baton.reservation;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The records of all checkouts, in Redis: opaque text with a version and a lease, changed by
 * compare-and-set only. Redis faults are a {@link RedisUnavailableException}; after one, whether a
 * write was done is not known.
 */
public interface RecordStore {
  /** Reads a record and Redis' clock. */
  Loaded load(String checkout);

  /**
   * Writes a record if its version is still {@code expected} (0: there is none), and if no other
   * holder's lease is running.
   *
   * @param owner who writes; unique to one call of one process
   * @param lease how long nobody else may write from now on; null gives the lease up
   * @param lasting time to live of the record
   */
  Saved save(
      String checkout,
      long expected,
      String body,
      String owner,
      @Nullable Duration lease,
      Duration lasting);

  /**
   * What is stored.
   *
   * @param version 0 when there is none
   * @param body null when there is none
   * @param leaseOwner who holds an unexpired lease, or null
   * @param leaseLeft how long that lease still runs; zero without one
   * @param now Redis' clock
   */
  record Loaded(
      long version,
      @Nullable String body,
      @Nullable String leaseOwner,
      Duration leaseLeft,
      Instant now) {}

  /** The answer to {@link #save}. */
  sealed interface Saved {
    /** Written; the new version. */
    record Done(long version) implements Saved {}

    /** Somebody else wrote since, or holds the lease: load again. */
    record Conflict() implements Saved {}
  }
}
