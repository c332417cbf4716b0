package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.FixedText;
import dev.baton.checkout.InventoryProvider;
import dev.baton.checkout.Line;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Port;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.QuoteRequest;
import dev.baton.checkout.Refusal;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.StockLevel;
import dev.baton.checkout.Storefront;
import dev.baton.payment.Answer;
import dev.baton.payment.Held;
import dev.baton.reservation.Holds;
import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Want;
import dev.baton.token.TokenCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Holds what a checkout wants to buy, by the inventory provider's figures. */
final class StockHolds {
  private final Holds holds;
  private final InventoryProvider inventory;
  private final TokenCodec codec;

  StockHolds(Holds holds, InventoryProvider inventory, TokenCodec codec) {
    this.holds = holds;
    this.inventory = inventory;
    this.codec = codec;
  }

  /**
   * Holds every line that has stock.
   *
   * @param kept units that stay held even if the lines want fewer, since they are paid for
   * @return held, or what there is too little of
   */
  Answer take(
      Contents contents,
      Storefront storefront,
      List<Held> before,
      List<Held> kept,
      Duration lasting,
      boolean committing) {
    List<Want> wants = wants(contents, storefront, kept);
    List<Place> places = places(before);
    return switch (holds.take(contents.id(), wants, places, lasting, committing)) {
      case Holds.Taken.Held(var until) ->
          new Answer.NowHeld(
              wants.stream()
                  .map(want -> new Held(want.sku(), want.location(), want.quantity()))
                  .toList(),
              wants.isEmpty() ? null : until,
              wants.isEmpty()
                  ? null
                  : codec.fixedDigest(open(contents)).of(FixedText.ofHeld(contents)));
      case Holds.Taken.Short(String sku, String location, long available) ->
          new Answer.TooFew(tooFew(contents, sku, available));
    };
  }

  /** Gives everything back, with the figures that a claim or its undoing has left. */
  void release(String checkout, List<Held> held, List<StockLevel> figures) {
    Set<Place> places = new LinkedHashSet<>(places(held));
    figures.forEach(level -> places.add(new Place(level.sku(), level.location())));
    holds.release(checkout, List.copyOf(places), figures);
  }

  /** Where the lines' units would be held, whether they are or not. */
  List<Held> places(Contents contents, Storefront storefront) {
    return wants(contents, storefront, List.of()).stream()
        .map(want -> new Held(want.sku(), want.location(), want.quantity()))
        .toList();
  }

  private List<Want> wants(Contents contents, Storefront storefront, List<Held> kept) {
    if (contents.lines().isEmpty()) {
      return List.of();
    }
    Map<String, StockLevel> levels = inventory.stock(request(contents, storefront)).levels();
    Map<String, Long> units = new TreeMap<>();
    contents.lines().forEach(line -> units.merge(line.sku(), (long) line.quantity(), Long::sum));
    List<Want> wants = new ArrayList<>();
    units.forEach((sku, quantity) -> {
      StockLevel level = levels.get(sku);
      if (level != null) {
        long most = Math.max(quantity, kept(kept, sku, level.location()));
        wants.add(new Want(sku, level.location(), most, level.onHand(), level.revision()));
      }
    });
    return wants;
  }

  private static Checkout open(Contents contents) {
    return new Checkout.Open(contents, Reservation.NONE, Payment.NONE);
  }

  private static long kept(List<Held> kept, String sku, String location) {
    return kept.stream()
        .filter(held -> held.sku().equals(sku) && held.location().equals(location))
        .mapToLong(Held::quantity)
        .sum();
  }

  private static List<Place> places(List<Held> held) {
    return held.stream().map(unit -> new Place(unit.sku(), unit.location())).toList();
  }

  private static QuoteRequest request(Contents contents, Storefront storefront) {
    return new QuoteRequest(
        Set.of(Port.INVENTORY),
        contents.storefront(),
        contents.currency(),
        contents.locale(),
        storefront.taxIncluded(contents.effectiveCountry()),
        contents.lines(),
        contents.codes(),
        contents.destination(),
        contents.personal().customer(),
        contents.shipping(),
        0);
  }

  private static Refusal tooFew(Contents contents, String sku, long available) {
    List<String> lines =
        contents.lines().stream().filter(line -> line.sku().equals(sku)).map(Line::id).toList();
    return new Refusal(
        ProblemType.OUT_OF_STOCK,
        null,
        "There isn't enough in stock to hold it.",
        Map.<String, Object>of(
            "available",
            Math.max(0, available),
            "sku",
            sku,
            "lines",
            lines.stream()
                .map(line -> Map.of("line", line, "sku", sku, "available", Math.max(0, available)))
                .toList()));
  }
}
