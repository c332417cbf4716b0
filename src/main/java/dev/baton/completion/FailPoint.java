package dev.baton.completion;

/**
 * Told before and after each effect, so that a test can stop a process just there: {@code
 * before-capture}, {@code after-place} and so on. Does nothing in production.
 */
@FunctionalInterface
interface FailPoint {
  FailPoint NONE = name -> {};

  void reached(String name);

  /** Halts the process, as SIGKILL would, at one point. */
  static FailPoint haltingAt(String point) {
    return name -> {
      if (name.equals(point)) {
        Runtime.getRuntime().halt(137);
      }
    };
  }
}
