package dev.baton.faults;

/** Told of what the bench does. */
interface Report {
  /** A fault is about to happen. */
  void begins(String fault);

  /** It has happened so often. */
  void at(int done, int of);

  /** It has happened, and the books are audited. */
  void ended(Row row);
}
