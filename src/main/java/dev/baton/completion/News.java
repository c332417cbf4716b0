package dev.baton.completion;

import dev.baton.payment.Fact;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where workers hand in what they have made of checkouts, for those who want to be told. */
interface News {
  /** Nobody wants to be told. */
  News NONE =
      new News() {
        @Override
        public @Nullable Duration lasting() {
          return null;
        }

        @Override
        public Runnable enter(String checkout, Fact fact) {
          return () -> {};
        }
      };

  /** How long a record is needed that states something; null when nobody is to be told. */
  @Nullable Duration lasting();

  /**
   * Sees to it that a fact is told, if its record is going to state it. Called before that is
   * written, so that whoever dies in between leaves somebody who looks.
   *
   * @return to be run once the record was written: has it told at once, and doesn't wait for that
   */
  Runnable enter(String checkout, Fact fact);
}
