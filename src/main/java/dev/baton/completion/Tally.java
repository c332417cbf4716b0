package dev.baton.completion;

import dev.baton.payment.Goal;
import dev.baton.payment.Outcome;

/** Counts what workers have come to. */
@FunctionalInterface
interface Tally {
  Tally NONE = (goal, outcome) -> {};

  void count(Goal goal, Outcome outcome);
}
