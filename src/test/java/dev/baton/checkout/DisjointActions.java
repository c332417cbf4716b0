package dev.baton.checkout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Pairs of actions on different things: lines, codes, attributes, or kinds of thing. */
final class DisjointActions {
  private DisjointActions() {}

  /** Carts that all of them can be done to. */
  static Arbitrary<List<Action>> carts() {
    return Arbitraries.of("mug-blue", "mug-red", "book", "song", "print")
        .set()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(skus -> {
          List<Action> actions = new ArrayList<>();
          skus.forEach(sku -> actions.add(Shop.add(sku, 2)));
          actions.add(Shop.add("sticker", 1));
          actions.add(new Action.ApplyPromotion("WELCOME10"));
          actions.add(new Action.ChooseShippingOption("standard", null));
          return actions;
        });
  }

  static Arbitrary<Tuple.Tuple2<Action, Action>> pairs() {
    return Combinators.combine(single(), single())
        .as((first, second) -> Tuple.of(first, second))
        .filter(pair -> !subject(pair.get1()).equals(subject(pair.get2())))
        .map(pair -> Tuple.of(pair.get1(), pair.get2()));
  }

  /** Without those that take in everything (set-lines) or depend on lines and address (options). */
  private static Arbitrary<Action> single() {
    Arbitrary<String> present =
        Arbitraries.of("mug-blue", "sticker").map(sku -> LineId.of(sku, Map.of()));
    return Arbitraries.oneOf(
        Combinators.combine(
                Arbitraries.of("mug-blue", "mug-red", "book", "song", "unicorn"),
                Arbitraries.integers().between(1, 3))
            .as(Shop::add),
        Combinators.combine(present, Arbitraries.integers().between(0, 5))
            .as(Action.SetQuantity::new),
        present.map(Action.RemoveLine::new),
        Arbitraries.just(new Action.SetCustomer(Shop.ada())),
        Arbitraries.of(Shop.berlin(), Shop.address("AT", "1010"), Shop.address("FR", "75001"))
            .map(Action.SetShippingAddress::new),
        Arbitraries.of(Shop.berlin(), Shop.address("FR", "75001"))
            .map(Action.SetBillingAddress::new),
        Arbitraries.of("FIVE", "SHIPFREE", "NOSUCH").map(Action.ApplyPromotion::new),
        Arbitraries.just(new Action.RemovePromotion("p1")),
        Combinators.combine(Arbitraries.of("note", "gift", "other"), Arbitraries.of("x", "y"))
            .as(Action.SetAttribute::new));
  }

  private static String subject(Action action) {
    return switch (action) {
      case Action.AddLine(String sku, int _, Map<String, String> _) -> LineId.of(sku, Map.of());
      case Action.SetQuantity(String line, int _) -> line;
      case Action.RemoveLine(String line) -> line;
      case Action.SetLines _ -> "lines";
      case Action.SetCustomer _ -> "customer";
      // Where nothing is sent to, the bill decides: the two aren't disjoint.
      case Action.SetShippingAddress _, Action.SetBillingAddress _ -> "address";
      case Action.ChooseShippingOption _ -> "shipping";
      case Action.ApplyPromotion(String code) -> code;
      case Action.RemovePromotion(String promotion) -> promotion;
      case Action.SetAttribute(String name, String _) -> name;
    };
  }
}
