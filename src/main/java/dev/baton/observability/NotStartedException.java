package dev.baton.observability;

/** Ends a start with status 1; what there is to say was logged before. */
final class NotStartedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotStartedException() {
    super(
        "Not started: see the problems above; ./baton doctor lists them again", null, false, false);
  }
}
