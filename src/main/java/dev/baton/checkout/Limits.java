package dev.baton.checkout;

/**
 * Caps of one checkout.
 *
 * @param lines most lines (1..100)
 * @param unitsPerLine most units of a line
 * @param codes most promotion codes
 * @param attributesPerLine most attributes of a line
 */
public record Limits(int lines, int unitsPerLine, int codes, int attributesPerLine) {
  public static final Limits DEFAULT = new Limits(100, 999, 10, 10);
}
