package dev.baton.checkout;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
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
 * @param digestKey name of the key that the digests in this state were made with; null while
 *     nothing has named one, and it is whichever is in use
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
    List<Receipt> receipts,
    @Nullable String digestKey) {

  public Contents {
    if (revision < 1 || epoch < 0) {
      throw new IllegalArgumentException("revision or epoch out of range");
    }
    lines = List.copyOf(lines);
    codes = List.copyOf(codes);
    promotions = List.copyOf(promotions);
    attributes = Sorted.copyOf(attributes);
    receipts = List.copyOf(receipts);
    requireDistinct(lines, Line::id);
    requireDistinct(codes, code -> code.toUpperCase(Locale.ROOT));
    requireDistinct(promotions, Promotion::id);
    requireDistinct(receipts, Receipt::port);
    if (lines.isEmpty() && !(promotions.isEmpty() && receipts.isEmpty())) {
      throw new IllegalArgumentException("quotes for nothing");
    }
  }

  /** A new, empty checkout, of revision 1. */
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
        Collections.emptySortedMap(),
        List.of(),
        null);
  }

  /** Whether anything in it has to be brought to the shopper. */
  public boolean shippable() {
    for (Line line : lines) {
      if (line.price() != null && line.price().shippable()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The way the goods go, as quoted; null when nothing ships, nothing fits or nothing is chosen.
   */
  public @Nullable ShippingOption shippingOption() {
    return shipping == null ? null : shipping.option();
  }

  /** The line of that id, or null. */
  public @Nullable Line line(String lineId) {
    for (Line line : lines) {
      if (line.id().equals(lineId)) {
        return line;
      }
    }
    return null;
  }

  /** Whether a promotion applies by that code; letter case doesn't matter. */
  public boolean promotes(String code) {
    return promotions.stream().anyMatch(promotion -> code.equalsIgnoreCase(promotion.code()));
  }

  /** The receipt of a port, or null when it has no quote in this state. */
  public @Nullable Receipt receipt(Port port) {
    for (Receipt receipt : receipts) {
      if (receipt.port() == port) {
        return receipt;
      }
    }
    return null;
  }

  /**
   * Where the goods go and so where tax is due: the place of a chosen pickup, else the shipping
   * address, else the billing address, else the country given at create.
   *
   * <p>A chosen pickup stands before a shipping address that was given as well, since nothing is
   * sent there.
   */
  public Address destination() {
    ShippingOption option = shippingOption();
    return option != null && option.pickupAt() != null ? option.pickupAt() : deliveryAddress();
  }

  /**
   * Where goods would be sent: the shipping address, else the billing address, else the country
   * given at create. Shipping options are offered for it.
   */
  public Address deliveryAddress() {
    if (personal.shippingAddress() != null) {
      return personal.shippingAddress();
    }
    if (personal.billingAddress() != null) {
      return personal.billingAddress();
    }
    return new Address(null, null, null, null, null, null, null, country, null);
  }

  /**
   * The country that prices go by, and whether they include tax: that of {@link
   * #deliveryAddress()}. Not that of a pickup place: which places are offered depends on the
   * prices.
   */
  public String effectiveCountry() {
    return deliveryAddress().country();
  }

  public Contents withRevision(int newRevision) {
    return edit(draft -> draft.revision = newRevision);
  }

  public Contents withEpoch(long newEpoch) {
    return edit(draft -> draft.epoch = newEpoch);
  }

  /** This with an earlier end; a later one is ignored. */
  public Contents endingAt(Instant end) {
    return edit(draft -> draft.endsAt = end.isBefore(endsAt) ? end : endsAt);
  }

  public Contents withLines(List<Line> newLines) {
    return edit(draft -> draft.lines = newLines);
  }

  public Contents withPersonal(Personal newPersonal) {
    return edit(draft -> draft.personal = newPersonal);
  }

  public Contents withShipping(@Nullable Shipping newShipping) {
    return edit(draft -> draft.shipping = newShipping);
  }

  public Contents withPromotions(List<String> newCodes, List<Promotion> newPromotions) {
    return edit(draft -> {
      draft.codes = newCodes;
      draft.promotions = newPromotions;
    });
  }

  public Contents withAttributes(SortedMap<String, String> newAttributes) {
    return edit(draft -> draft.attributes = newAttributes);
  }

  public Contents withReceipts(List<Receipt> newReceipts) {
    return edit(draft -> draft.receipts = newReceipts);
  }

  public Contents withDigestKey(@Nullable String newDigestKey) {
    return edit(draft -> draft.digestKey = newDigestKey);
  }

  /** This with several parts changed at once, so that it need not hold in between. */
  Contents edit(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.contents();
  }

  private static <T> void requireDistinct(List<T> all, Function<T, Object> key) {
    if (all.size() < 2) {
      return;
    }
    Set<Object> keys = HashSet.newHashSet(all.size());
    for (T one : all) {
      if (!keys.add(key.apply(one))) {
        throw new IllegalArgumentException("the same twice");
      }
    }
  }

  /** The parts of a state on the way to the next one. */
  static final class Draft {
    private final Contents of;
    int revision;
    long epoch;
    Instant endsAt;
    List<Line> lines;
    Personal personal;
    @Nullable Shipping shipping;
    List<String> codes;
    List<Promotion> promotions;
    SortedMap<String, String> attributes;
    List<Receipt> receipts;
    @Nullable String digestKey;

    private Draft(Contents of) {
      this.of = of;
      this.revision = of.revision;
      this.epoch = of.epoch;
      this.endsAt = of.endsAt;
      this.lines = of.lines;
      this.personal = of.personal;
      this.shipping = of.shipping;
      this.codes = of.codes;
      this.promotions = of.promotions;
      this.attributes = of.attributes;
      this.receipts = of.receipts;
      this.digestKey = of.digestKey;
    }

    private Contents contents() {
      return new Contents(
          of.id,
          revision,
          epoch,
          of.storefront,
          of.currency,
          of.country,
          of.locale,
          endsAt,
          lines,
          personal,
          shipping,
          codes,
          promotions,
          attributes,
          receipts,
          digestKey);
    }
  }
}
