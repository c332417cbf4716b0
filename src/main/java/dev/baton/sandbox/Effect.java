package dev.baton.sandbox;

import java.util.Locale;

/** A way in which a port of the sandbox can be made to misbehave. */
public enum Effect {
  /** Answers late. */
  SLOW,
  /** Can't be reached: nothing is done. */
  DOWN,
  /** Does what it is asked, but the answer is lost. */
  TIMEOUT,
  /** The call is lost before anything is done, and the caller can't tell. */
  LOST,
  /** Answers outside its contract. */
  BROKEN,
  /** Quotes stand for two seconds only. */
  SHORT,
  /** Quotes have expired as they arrive. */
  EXPIRED;

  /** As in magic inputs: {@code timeout}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
