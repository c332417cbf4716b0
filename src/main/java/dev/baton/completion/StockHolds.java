package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.FixedText;
import dev.baton.checkout.HoldPolicy;
import dev.baton.checkout.InventoryProvider;
import dev.baton.checkout.Limits;
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
import dev.baton.reservation.Holds.Backing;
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
import org.jspecify.annotations.Nullable;

/** Holds what a checkout wants to buy, by the inventory provider's figures. */
final class StockHolds {
  private final Holds holds;
  private final InventoryProvider inventory;
  private final TokenCodec codec;
  private final StockForecast forecast;
  private final Limits limits;

  StockHolds(
      Holds holds,
      InventoryProvider inventory,
      TokenCodec codec,
      StockForecast forecast,
      Limits limits) {
    this.holds = holds;
    this.inventory = inventory;
    this.codec = codec;
    this.forecast = forecast;
    this.limits = limits;
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
      Backing backing) {
    List<Want> wants = wants(contents, storefront, kept);
    Refusal refusal = tooMany(wants, backing);
    return refusal == null
        ? answer(contents, wants, hold(contents, wants, before, lasting, backing))
        : new Answer.TooFew(refusal);
  }

  /**
   * Holds every line that has stock for a shopper who reserves it; where the storefront holds
   * scarce goods first, for as long as the forecast says.
   *
   * @param least until when it was promised already, as a time from now; zero for no such promise
   * @param most how long a hold lasts, and what is scarce less
   */
  Answer reserve(
      Contents contents, Storefront storefront, List<Held> before, Duration least, Duration most) {
    List<Want> wants = wants(contents, storefront, List.of());
    Refusal refusal = tooMany(wants, Backing.NONE);
    if (refusal != null) {
      return new Answer.TooFew(refusal);
    }
    List<Place> places = wants.stream().map(Want::place).toList();
    boolean byForecast = storefront.holdPolicy() == HoldPolicy.SCARCE_FIRST;
    Duration lasting = byForecast ? within(least, most, forecast.lasting(places)) : most;
    Holds.Taken taken = hold(contents, wants, before, lasting, Backing.NONE);
    if (byForecast && taken instanceof Holds.Taken.Held) {
      // Only the answer brought the demand along; as a rule it is what was heard before.
      Duration now = within(least, most, forecast.lasting(places));
      if (!now.equals(lasting)) {
        Holds.Taken again = hold(contents, wants, before, now, Backing.NONE);
        // If the figure has fallen since, the first answer stands: it is what is held.
        taken = again instanceof Holds.Taken.Held ? again : taken;
      }
    }
    return answer(contents, wants, taken);
  }

  /** The digest of what a reservation of these contents is for. */
  String lines(Contents contents) {
    return codec.fixedDigest(open(contents)).of(FixedText.ofHeld(contents));
  }

  private static Duration within(Duration least, Duration most, Duration lasting) {
    Duration capped = lasting.compareTo(most) > 0 ? most : lasting;
    return capped.compareTo(least) < 0 ? least : capped;
  }

  private Holds.Taken hold(
      Contents contents, List<Want> wants, List<Held> before, Duration lasting, Backing backing) {
    return holds.take(contents.id(), wants, places(before), lasting, backing);
  }

  private Answer answer(Contents contents, List<Want> wants, Holds.Taken taken) {
    return switch (taken) {
      case Holds.Taken.Held(var until) ->
          new Answer.NowHeld(
              wants.stream()
                  .map(want -> new Held(want.sku(), want.location(), want.quantity()))
                  .toList(),
              wants.isEmpty() ? null : until,
              wants.isEmpty() ? null : lines(contents));
      case Holds.Taken.Short(String sku, String location, long available) ->
          new Answer.TooFew(tooFew(contents, sku, available));
    };
  }

  /** What stands for a payment was within the cap when that was entered. */
  private @Nullable Refusal tooMany(List<Want> wants, Backing backing) {
    long units = wants.stream().mapToLong(Want::quantity).sum();
    return backing == Backing.STANDING || units <= limits.unitsHeld()
        ? null
        : new Refusal(
            ProblemType.HOLD_LIMIT,
            null,
            "One checkout holds at most " + limits.unitsHeld() + " units",
            Map.<String, Object>of("maximum", limits.unitsHeld(), "units", units));
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
    List<Map<String, Object>> lines = new ArrayList<>();
    for (int i = 0; i < contents.lines().size(); i++) {
      Line line = contents.lines().get(i);
      if (line.sku().equals(sku)) {
        lines.add(
            Map.of(
                "pointer",
                "/lines/" + i + "/quantity",
                "line",
                line.id(),
                "sku",
                sku,
                "available",
                Math.max(0, available)));
      }
    }
    return new Refusal(
        ProblemType.OUT_OF_STOCK,
        null,
        "There isn't enough in stock to hold it.",
        Map.<String, Object>of("available", Math.max(0, available), "sku", sku, "lines", lines));
  }
}
