package dev.baton.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codes, and how often the limited ones were used; only the order book's claim uses one. */
public final class CodeUses {
  private final Map<String, PromotionRule> rules = new HashMap<>();
  private final Map<String, Integer> used = new HashMap<>();

  CodeUses(Collection<PromotionRule> all) {
    for (PromotionRule rule : all) {
      if (rule.code() != null) {
        rules.put(rule.code(), rule);
      }
    }
  }

  /** The rule of a code, whatever its case, or null. */
  @Nullable PromotionRule find(String code) {
    return rules.get(key(code));
  }

  /** How often a code was used. */
  public synchronized int used(String code) {
    return used.getOrDefault(key(code), 0);
  }

  synchronized boolean usedUp(String code) {
    PromotionRule rule = find(code);
    return rule != null && rule.uses() != null && used(code) >= rule.uses();
  }

  /** Uses all these codes once, or none of them. */
  synchronized boolean use(Collection<String> codes) {
    List<String> done = new ArrayList<>();
    for (String code : codes) {
      if (usedUp(code)) {
        giveBack(done);
        return false;
      }
      used.merge(key(code), 1, Integer::sum);
      done.add(code);
    }
    return true;
  }

  synchronized void giveBack(Collection<String> codes) {
    codes.forEach(code -> used.merge(key(code), -1, Integer::sum));
  }

  synchronized void reset() {
    used.clear();
  }

  private static String key(String code) {
    return code.toUpperCase(Locale.ROOT);
  }
}
