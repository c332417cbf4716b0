package dev.baton.checkout;

/**
 * Caps of one checkout; what goes past one is refused or stands among the problems, with a type of
 * its own.
 *
 * @param lines most lines (1..100)
 * @param unitsPerLine most units of a line (1 or more)
 * @param codes most promotion codes
 * @param attributesPerLine most attributes of a line
 * @param unitsHeld most units that it may hold, over all lines that have stock
 */
public record Limits(int lines, int unitsPerLine, int codes, int attributesPerLine, int unitsHeld) {
  /** Those of a gateway that is told no others. */
  public static final Limits DEFAULT = new Limits(100, 999, 10, 10, 1000);
}
