package dev.baton.observability;

/**
 * What a check found, for the operator; never anything secret.
 *
 * @param about what was looked at: {@code redis}, {@code keys}, a port
 * @param says what is, and, unless that is well, what to do
 */
public record Finding(Level level, String about, String says) {
  /** How bad. */
  public enum Level {
    OK,
    WARNING,
    /** It stops the start. */
    PROBLEM
  }

  /** That all is well. */
  public static Finding ok(String about, String says) {
    return new Finding(Level.OK, about, says);
  }

  /** Something to look after, which doesn't stop the start. */
  public static Finding warning(String about, String says) {
    return new Finding(Level.WARNING, about, says);
  }

  /** Something that stops the start. */
  public static Finding problem(String about, String says) {
    return new Finding(Level.PROBLEM, about, says);
  }
}
