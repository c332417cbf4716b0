package dev.baton.sandbox;

import dev.baton.checkout.Customer;
import dev.baton.checkout.Line;
import dev.baton.checkout.LinePrice;
import dev.baton.checkout.Port;
import dev.baton.checkout.PricingProvider;
import dev.baton.checkout.Promotion;
import dev.baton.checkout.Quote;
import dev.baton.checkout.Quote.CodeRejection;
import dev.baton.checkout.QuoteRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prices from the catalogue, and promotions by code or by themselves. */
public final class SandboxPricing implements PricingProvider {
  /** The group, of a customer whom an assertion vouches for, that pays a tenth less. */
  static final String TRADE = "trade";

  private static final Duration VALIDITY = Duration.ofMinutes(15);

  private final Catalogue catalogue;
  private final List<PromotionRule> rules;
  private final CodeUses codes;
  private final InstantSource clock;
  private final Gate gate;

  SandboxPricing(
      Catalogue catalogue,
      List<PromotionRule> rules,
      CodeUses codes,
      InstantSource clock,
      Gate gate) {
    this.catalogue = catalogue;
    this.rules = List.copyOf(rules);
    this.codes = codes;
    this.clock = clock;
    this.gate = gate;
  }

  @Override
  public Quote.Pricing price(QuoteRequest request) {
    return gate.quote(
        Port.PRICING,
        request,
        VALIDITY,
        until -> {
          Offer offer = offer(request, false);
          return new Quote.Pricing(
              Sandbox.NAME,
              until,
              offer.lines,
              offer.unknown,
              List.copyOf(offer.promotions),
              offer.rejected);
        });
  }

  /**
   * Prices and promotions, whatever has been switched off.
   *
   * @param claiming used-up codes count as good: the claim itself judges them
   */
  Offer offer(QuoteRequest request, boolean claiming) {
    Offer offer = new Offer();
    for (Line line : request.lines()) {
      Product product = catalogue.find(line.sku());
      LinePrice price =
          product == null
              ? null
              : product.price(request.currency(), request.locale(), trade(request.customer()));
      if (price == null) {
        offer.unknown.add(line.id());
      } else {
        offer.lines.put(line.id(), price);
      }
    }
    promote(request, claiming, offer);
    return offer;
  }

  private static boolean trade(@Nullable Customer customer) {
    return customer != null && TRADE.equals(customer.group());
  }

  /**
   * Finds what applies. The order of the codes makes no difference, neither to what applies nor to
   * the order in which it is computed: two tabs that applied the same codes agree on every cent.
   */
  private void promote(QuoteRequest request, boolean claiming, Offer offer) {
    Map<String, Promotion> good = new HashMap<>();
    PromotionRule exclusive = null;
    for (String code : request.codes()) {
      PromotionRule rule = codes.find(code);
      Promotion promotion = rule == null ? null : apply(rule, code, request, offer);
      CodeRejection rejection = judge(rule, promotion, claiming);
      if (rejection != null) {
        offer.rejected.put(code, rejection);
      } else {
        good.put(Objects.requireNonNull(rule).id(), Objects.requireNonNull(promotion));
        exclusive = rule.exclusive() ? rule : exclusive;
      }
    }
    if (exclusive != null && good.size() > 1) {
      Promotion refused = Objects.requireNonNull(good.remove(exclusive.id()));
      offer.rejected.put(Objects.requireNonNull(refused.code()), CodeRejection.NOT_COMBINABLE);
      exclusive = null;
    }
    for (PromotionRule rule : rules) {
      boolean byItself = rule.code() == null && exclusive == null;
      Promotion promotion = byItself ? apply(rule, null, request, offer) : good.get(rule.id());
      if (promotion != null) {
        offer.promotions.add(promotion);
      }
    }
  }

  private @Nullable CodeRejection judge(
      @Nullable PromotionRule rule, @Nullable Promotion promotion, boolean claiming) {
    if (rule == null || rule.code() == null) {
      return CodeRejection.UNKNOWN;
    }
    if (rule.until() != null && !clock.instant().isBefore(rule.until())) {
      return CodeRejection.EXPIRED;
    }
    if (!claiming && codes.usedUp(rule.code())) {
      return CodeRejection.USED_UP;
    }
    return promotion == null ? CodeRejection.NOT_APPLICABLE : null;
  }

  /** The rule as a promotion, or null when its conditions aren't met. */
  private static @Nullable Promotion apply(
      PromotionRule rule, @Nullable String code, QuoteRequest request, Offer offer) {
    List<String> eligible = new ArrayList<>();
    long units = 0;
    long value = 0;
    boolean ships = false;
    for (Line line : request.lines()) {
      LinePrice price = offer.lines.get(line.id());
      if (price == null) {
        continue;
      }
      ships |= price.shippable();
      value += price.unitPrice() * line.quantity();
      if (rule.category() == null || rule.category().equals(price.taxCategory())) {
        eligible.add(line.id());
        units += line.quantity();
      }
    }
    Long minimum = rule.minimum().get(request.currency());
    if (eligible.isEmpty()
        || units < rule.units()
        || (minimum != null && value < minimum)
        || (rule.freeShipping() && !ships)) {
      return null;
    }
    return rule.promotion(
        code, request.currency(), request.locale(), rule.category() == null ? null : eligible);
  }

  /** What a request comes to. */
  static final class Offer {
    final Map<String, LinePrice> lines = new LinkedHashMap<>();
    final List<String> unknown = new ArrayList<>();
    final List<Promotion> promotions = new ArrayList<>();
    final Map<String, CodeRejection> rejected = new LinkedHashMap<>();
  }
}
