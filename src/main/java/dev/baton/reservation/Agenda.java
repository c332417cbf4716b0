package dev.baton.reservation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which checkouts somebody has to come back to, and when, by Redis' clock: how any instance finds
 * what another has left behind. An entry too many is harmless, so it is made before the record is
 * written that needs it. Redis faults are a {@link RedisUnavailableException}.
 *
 * <p>It is in parts, each a key of its own, so that a cluster shares the work. Losing it loses no
 * order: the order backend's list of unsettled orders fills it again.
 */
public interface Agenda {
  /** How many parts there are. Another number would leave behind what is in the others. */
  int PARTS = 16;

  /**
   * Enters a checkout, in place of an earlier entry.
   *
   * @return the mark of this entry
   */
  long enter(String checkout, Duration delay);

  /** Enters a checkout that is due now, unless it is there already. */
  void enterNew(String checkout);

  /**
   * Takes what is due. What was taken is due again after a while, unless it is dropped or entered
   * anew, so that nothing is lost with who took it.
   *
   * @param part from 0 to {@link #PARTS}
   * @param most entries to take
   * @param visible after how long what was taken is due again
   */
  Claimed claim(int part, int most, Duration visible);

  /** Drops an entry, unless it was entered or taken anew since. */
  void drop(String checkout, long mark);

  /**
   * Takes a turn at something that one instance is to do at a time.
   *
   * @return false while another's turn lasts
   */
  boolean takeTurn(String name, Duration lasting);

  /**
   * What was taken.
   *
   * @param entries the longest due first
   * @param overdue how long the longest due one has waited; zero when nothing is due
   */
  record Claimed(List<Entry> entries, Duration overdue) {}

  /**
   * A checkout to come back to.
   *
   * @param mark of the entry as it is now
   * @param since when it was first entered and not dropped since
   * @param now Redis' clock
   */
  record Entry(String checkout, long mark, Instant since, Instant now) {}
}
