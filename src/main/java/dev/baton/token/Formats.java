package dev.baton.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Contents;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The formats of {@code chk} that were ever issued. All of them are read, for ever; the newest is
 * written, or the one before it while instances of an older build are about.
 *
 * <ol>
 *   <li>everything that {@link CheckoutWriter} lists up to place 16
 *   <li>place 17: the key of the digests. Without it that is whichever key is active, as it was in
 *       format 1.
 * </ol>
 *
 * <p>An instance reads one format ahead of its own. So a format may add places at the ends of
 * arrays, and claims; older instances carry those along ({@link Carried}). What is taken away,
 * moved, or changed in its meaning (a new word for a status counts) takes two formats: one that has
 * both the old and the new, and one that has the new only, with its upgrade. What is added must not
 * go wrong where an older instance changes something next to it: either it stands by itself, or it
 * says what it depends on. The tables (tax sets, kinds), pairs and the totals are not carried.
 *
 * <p>To add a format: add the upgrade from the one before it to the list, the places to {@link
 * #read} and {@link #write}, and what a checkout begins with to {@link #begun}, where an older
 * format leaves it out. Then write its golden tokens: {@code GoldenTokensTest} says how.
 */
final class Formats {
  /** The oldest that was issued. */
  static final int OLDEST = 1;

  /** From each format to the next, pure; the first is from format 1 to 2. */
  private static final List<UnaryOperator<JsonNode>> UPGRADES = List.of(UnaryOperator.identity());

  private Formats() {}

  /** The newest that this build writes; no constant, so that no class keeps a copy. */
  static int newest() {
    return OLDEST + UPGRADES.size();
  }

  /** Whether tokens of a format can be read: every one so far, and the next. */
  static boolean readable(int format) {
    return format >= OLDEST && format <= newest() + 1;
  }

  /** A state in the newest format; one of the next format as it is. */
  static JsonNode upgraded(int format, JsonNode chk) {
    JsonNode state = chk;
    for (UnaryOperator<JsonNode> upgrade :
        UPGRADES.subList(Math.min(format - OLDEST, UPGRADES.size()), UPGRADES.size())) {
      state = upgrade.apply(state);
    }
    return state;
  }

  /** Contents with what format 2 and later have in places of their own, from 17 on. */
  static Contents read(PositionalReader in, Contents contents) {
    return contents.withDigestKey(in.textOrNull());
  }

  /**
   * Writes the places from 17 on. What came with a token is written in an older format, too, as an
   * instance of that format would have carried it along.
   */
  static void write(PositionalWriter out, Contents contents) throws IOException {
    out.text(contents.digestKey());
  }

  /** Contents with what a format adds, where nothing is there yet. */
  static Contents begun(int format, Contents contents, MasterKey digestKey) {
    return format < 2 && contents.digestKey() == null
        ? contents
        : contents.withDigestKey(digestKey.kid());
  }
}
