package dev.baton.sandbox;

import dev.baton.checkout.Customer;
import dev.baton.checkout.Line;
import dev.baton.checkout.Port;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Inputs that make the sandbox misbehave on purpose.
 *
 * <table>
 * <caption>Magic inputs</caption>
 * <tr><th>input<th>what happens
 * <tr><td>SKU {@code magic-<port>-<effect>}, or e-mail {@code <port>-<effect>@...}
 *     <td>that port shows that {@link Effect}; ports are pricing, inventory, shipping, tax, orders
 *     and, by e-mail, screening; effects are slow, down, timeout, lost, broken, short, expired. For
 *     the order port, timeout and lost befall the first call of each kind only, so that a retry
 *     goes through
 * <tr><td>SKU {@code magic-claim-out-of-stock} <td>available, but not when the order claims it
 * <tr><td>SKU {@code magic-costly} <td>costs 10^13, so that 999 of it are more than an amount can be
 * <tr><td>e-mail {@code order-rejected@...} <td>the order is rejected with "blocked"
 * <tr><td>e-mail {@code order-total-changed@...} <td>the order backend counts one unit more
 * <tr><td>e-mail {@code refuse@...} <td>screening refuses
 * <tr><td>postal code in the US that isn't 10001, 60601, 94103, 97201 or 98101 <td>unknown tax
 * <tr><td>postal code of a German island (27498 Helgoland) <td>standard shipping only
 * </table>
 *
 * <p>An e-mail's {@code +anything} is ignored. Magic SKUs cost 1000 in every currency unless told,
 * and 1000 units of each are there; the catalogue doesn't show them. Payment has magic methods
 * instead: see {@link TestMethod}.
 */
public final class Magic {
  /** Available, but refused by the claim. */
  public static final String CLAIM_OUT_OF_STOCK = "magic-claim-out-of-stock";

  /** Some of it are affordable, many are not a number any more. */
  static final String COSTLY = "magic-costly";

  static final String ORDER_REJECTED = "order-rejected";
  static final String ORDER_TOTAL_CHANGED = "order-total-changed";
  static final String REFUSE = "refuse";
  static final long STOCK = 1000;
  static final long USUAL_PRICE = 1000;
  static final long COSTLY_PRICE = 10_000_000_000_000L;

  private static final String PREFIX = "magic-";
  private static final Map<Port, Map<String, Effect>> EFFECTS = effectWords();
  private static final Set<String> SKUS = skus();

  private Magic() {}

  /** Whether this is one of the magic SKUs. */
  static boolean isSku(String sku) {
    return SKUS.contains(sku);
  }

  /** All words that might be magic: the SKUs without their prefix, the e-mail's local part. */
  static Set<String> words(List<Line> lines, @Nullable Customer customer) {
    Set<String> words = new HashSet<>();
    for (Line line : lines) {
      if (line.sku().startsWith(PREFIX)) {
        words.add(line.sku().substring(PREFIX.length()));
      }
    }
    if (customer != null) {
      words.add(localPart(customer.email()));
    }
    return words;
  }

  /** What stands before the at sign, or before a plus sign in it. */
  private static String localPart(String email) {
    int at = email.indexOf('@');
    String local = at < 0 ? email : email.substring(0, at);
    int plus = local.indexOf('+');
    return plus < 0 ? local : local.substring(0, plus);
  }

  /** The effects that these words have on a port. */
  static Set<Effect> effects(Port port, Set<String> words) {
    Set<Effect> effects = EnumSet.noneOf(Effect.class);
    for (String word : words) {
      Effect effect = EFFECTS.getOrDefault(port, Map.of()).get(word);
      if (effect != null) {
        effects.add(effect);
      }
    }
    return effects;
  }

  private static Map<Port, Map<String, Effect>> effectWords() {
    Map<Port, Map<String, Effect>> all = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      Map<String, Effect> words = new HashMap<>();
      for (Effect effect : Effect.values()) {
        words.put(port.wire() + "-" + effect.wire(), effect);
      }
      all.put(port, words);
    }
    return all;
  }

  private static Set<String> skus() {
    Set<String> skus = new HashSet<>(Set.of(CLAIM_OUT_OF_STOCK, COSTLY));
    EFFECTS.values().forEach(words -> words.keySet().forEach(word -> skus.add(PREFIX + word)));
    return Set.copyOf(skus);
  }
}
