package dev.baton.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Promotion;
import dev.baton.checkout.Promotion.Effect;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A promotion of the sandbox and when it applies.
 *
 * @param code null when it applies by itself
 * @param share what it takes off as a share, or null
 * @param amount what it takes off, minor units by currency; empty when it isn't an amount
 * @param minimum items have to come to this, minor units by currency; empty for no such condition
 * @param cap the most it takes off, minor units by currency; empty for no cap
 * @param category only lines of this tax category, or null for all
 * @param units only with this many units of eligible lines; 0 for no such condition
 * @param exclusive alone or not at all
 * @param uses how often it can be used by anyone, or null
 * @param until when it ends, or null
 */
record PromotionRule(
    String id,
    @Nullable String code,
    Localised title,
    @Nullable BigDecimal share,
    Map<String, Long> amount,
    boolean freeShipping,
    Map<String, Long> minimum,
    Map<String, Long> cap,
    @Nullable String category,
    int units,
    boolean exclusive,
    @Nullable Integer uses,
    @Nullable Instant until) {

  static List<PromotionRule> demo() {
    return DataFile.list(DataFile.read("promotions.json"), PromotionRule::read);
  }

  private static PromotionRule read(JsonNode node) {
    return new PromotionRule(
        node.get("id").asText(),
        node.hasNonNull("code") ? node.get("code").asText() : null,
        DataFile.text(node.get("title")),
        node.hasNonNull("share") ? new BigDecimal(node.get("share").asText()) : null,
        DataFile.amounts(node.path("amount")),
        node.path("freeShipping").asBoolean(),
        DataFile.amounts(node.path("minimum")),
        DataFile.amounts(node.path("cap")),
        node.hasNonNull("category") ? node.get("category").asText() : null,
        node.path("units").asInt(),
        node.path("exclusive").asBoolean(),
        node.hasNonNull("uses") ? node.get("uses").intValue() : null,
        node.hasNonNull("until") ? Instant.parse(node.get("until").asText()) : null);
  }

  /** As the checkout computes it, or null when there is no amount for the currency. */
  @Nullable Promotion promotion(
      @Nullable String typed, String currency, String locale, @Nullable List<String> lines) {
    Effect effect = effect(currency);
    return effect == null
        ? null
        : new Promotion(
            id, typed, title.in(locale), effect, lines, cap.get(currency), uses != null);
  }

  private @Nullable Effect effect(String currency) {
    if (freeShipping) {
      return new Effect.FreeShipping();
    }
    if (share != null) {
      return new Effect.Percent(share);
    }
    Long off = amount.get(currency);
    return off == null ? null : new Effect.Amount(off);
  }
}
