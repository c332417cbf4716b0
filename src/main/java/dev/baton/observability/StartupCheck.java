package dev.baton.observability;

import java.util.List;

/**
 * Looks at one part of the configuration, and at what it leads to, before the first call is taken.
 */
@FunctionalInterface
public interface StartupCheck {
  /** What it finds; it throws nothing, and waits for what doesn't answer for seconds at most. */
  List<Finding> look(Occasion occasion);

  /**
   * Why it is looked.
   *
   * @param production whether shoppers' money and goods are real
   * @param doctor whether an operator asked, so that everything is looked at and what is well is
   *     told as well
   */
  record Occasion(boolean production, boolean doctor) {
    /** Whether to look at what only production is strict about. */
    public boolean thorough() {
      return production || doctor;
    }
  }
}
