package dev.baton.checkout;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is in a checkout, whatever its state.
 *
 * @param id the checkout's name ({@code cid}), stable for life
 * @param revision {@code rev}: 1 after create, +1 per accepted call that changed it
 * @param epoch {@code ep}: how many anchors this line of tokens has seen
 * @param country as given at create; an address overrides it, see {@link #effectiveCountry()}
 * @param endsAt {@code abs}: absolute end; it only ever shrinks
 * @param codes promotion codes that the shopper applied and that were accepted, in order
 * @param promotions what the pricing provider lets apply, in the order in which they are computed
 * @param attributes the checkout's own attributes, by the storefront's allowed names
 * @param receipts one per port that was asked, in port order
 */
public record Contents(
    String id,
    int revision,
    long epoch,
    String storefront,
    String currency,
    String country,
    String locale,
    Instant endsAt,
    List<Line> lines,
    Personal personal,
    @Nullable Shipping shipping,
    List<String> codes,
    List<Promotion> promotions,
    SortedMap<String, String> attributes,
    List<Receipt> receipts) {

  public Contents {
    lines = List.copyOf(lines);
    codes = List.copyOf(codes);
    promotions = List.copyOf(promotions);
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    receipts = List.copyOf(receipts);
  }

  /** A new, empty checkout. */
  public static Contents empty(
      String id,
      String storefront,
      String currency,
      String country,
      String locale,
      Instant endsAt) {
    return new Contents(
        id,
        1,
        0,
        storefront,
        currency,
        country,
        locale,
        endsAt,
        List.of(),
        Personal.NONE,
        null,
        List.of(),
        List.of(),
        new TreeMap<>(Map.of()),
        List.of());
  }

  /** Whether anything in it has to be brought to the shopper. */
  public boolean shippable() {
    return lines.stream().anyMatch(line -> line.price() != null && line.price().shippable());
  }

  /**
   * Where the goods go and so where tax is due: shipping address, else pickup place, else billing
   * address, else the country given at create.
   */
  public Address destination() {
    if (shipping != null && shipping.option() != null && shipping.option().pickupAt() != null) {
      return shipping.option().pickupAt();
    }
    if (personal.shippingAddress() != null) {
      return personal.shippingAddress();
    }
    if (personal.billingAddress() != null) {
      return personal.billingAddress();
    }
    return new Address(null, null, null, null, null, null, null, country, null);
  }

  /** The country that prices and tax go by. */
  public String effectiveCountry() {
    return destination().country();
  }

  public Contents withRevision(int newRevision) {
    return new Contents(
        id,
        newRevision,
        epoch,
        storefront,
        currency,
        country,
        locale,
        endsAt,
        lines,
        personal,
        shipping,
        codes,
        promotions,
        attributes,
        receipts);
  }

  public Contents withEpoch(long newEpoch) {
    return new Contents(
        id,
        revision,
        newEpoch,
        storefront,
        currency,
        country,
        locale,
        endsAt,
        lines,
        personal,
        shipping,
        codes,
        promotions,
        attributes,
        receipts);
  }

  /** This with an earlier end; a later one is ignored. */
  public Contents endingAt(Instant end) {
    return new Contents(
        id,
        revision,
        epoch,
        storefront,
        currency,
        country,
        locale,
        end.isBefore(endsAt) ? end : endsAt,
        lines,
        personal,
        shipping,
        codes,
        promotions,
        attributes,
        receipts);
  }

  public Contents withLines(List<Line> newLines) {
    return new Contents(
        id,
        revision,
        epoch,
        storefront,
        currency,
        country,
        locale,
        endsAt,
        newLines,
        personal,
        shipping,
        codes,
        promotions,
        attributes,
        receipts);
  }

  public Contents withPersonal(Personal newPersonal) {
    return new Contents(
        id,
        revision,
        epoch,
        storefront,
        currency,
        country,
        locale,
        endsAt,
        lines,
        newPersonal,
        shipping,
        codes,
        promotions,
        attributes,
        receipts);
  }

  public Contents withShipping(@Nullable Shipping newShipping) {
    return new Contents(
        id,
        revision,
        epoch,
        storefront,
        currency,
        country,
        locale,
        endsAt,
        lines,
        personal,
        newShipping,
        codes,
        promotions,
        attributes,
        receipts);
  }

  public Contents withPromotions(List<String> newCodes, List<Promotion> newPromotions) {
    return new Contents(
        id,
        revision,
        epoch,
        storefront,
        currency,
        country,
        locale,
        endsAt,
        lines,
        personal,
        shipping,
        newCodes,
        newPromotions,
        attributes,
        receipts);
  }

  public Contents withAttributes(SortedMap<String, String> newAttributes) {
    return new Contents(
        id,
        revision,
        epoch,
        storefront,
        currency,
        country,
        locale,
        endsAt,
        lines,
        personal,
        shipping,
        codes,
        promotions,
        newAttributes,
        receipts);
  }

  public Contents withReceipts(List<Receipt> newReceipts) {
    return new Contents(
        id,
        revision,
        epoch,
        storefront,
        currency,
        country,
        locale,
        endsAt,
        lines,
        personal,
        shipping,
        codes,
        promotions,
        attributes,
        newReceipts);
  }
}
