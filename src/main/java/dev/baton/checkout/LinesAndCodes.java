package dev.baton.checkout;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What goes from one checkout into another: what is to be bought and the codes for it, nothing
 * personal.
 *
 * @param currency of the prices; null when there are none
 */
public record LinesAndCodes(List<Entry> lines, List<String> codes, @Nullable String currency) {
  public LinesAndCodes {
    lines = List.copyOf(lines);
    codes = List.copyOf(codes);
  }

  /**
   * One line.
   *
   * @param quantity whole units, 1 or more
   * @param unitPrice what it cost, minor units; null when that isn't known
   */
  public record Entry(
      String sku, int quantity, SortedMap<String, String> attributes, @Nullable Long unitPrice) {
    public Entry {
      if (quantity < 1) {
        throw new IllegalArgumentException("quantity must be at least 1");
      }
      attributes = Sorted.copyOf(attributes);
    }

    /** The id that such a line has in every checkout. */
    String line() {
      return LineId.of(sku, attributes);
    }
  }

  /** Those of a checkout, with its prices. */
  public static LinesAndCodes of(Contents contents) {
    return new LinesAndCodes(
        contents.lines().stream()
            .map(line ->
                new Entry(
                    line.sku(),
                    line.quantity(),
                    line.attributes(),
                    line.price() == null ? null : line.priced().unitPrice()))
            .toList(),
        contents.codes(),
        contents.currency());
  }
}
