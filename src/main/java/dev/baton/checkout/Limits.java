package dev.baton.checkout;

/**
 * Caps of one checkout.
 *
 * @param lines most lines (1..100)
 * @param unitsPerLine most units of a line
 * @param codes most promotion codes
 * @param attributesPerLine most attributes of a line
 * @param unitsHeld most units that it may hold, over all lines that have stock
 */
public record Limits(int lines, int unitsPerLine, int codes, int attributesPerLine, int unitsHeld) {
  private static final int UNITS_HELD = 1000;
  public static final Limits DEFAULT = new Limits(100, 999, 10, 10, UNITS_HELD);

  /** With the usual cap on what is held. */
  public Limits(int lines, int unitsPerLine, int codes, int attributesPerLine) {
    this(lines, unitsPerLine, codes, attributesPerLine, UNITS_HELD);
  }
}
