package dev.baton.checkout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Whatever may happen to a checkout, possible or not, in any order. */
final class AnyEvents {
  private static final List<String> SKUS =
      List.of("mug-blue", "mug-red", "book", "song", "print", "sticker", "palace", "unicorn");

  private static final List<Action> READY =
      List.of(
          Shop.add("mug-blue", 2),
          new Action.SetCustomer(Shop.ada()),
          new Action.SetShippingAddress(Shop.berlin()),
          new Action.ChooseShippingOption("standard", null));

  private static final List<Event> WAY =
      List.of(
          new Event.Act(READY, false),
          new Event.Reserved(Duration.ofMinutes(10)),
          new Event.Paid(Payment.Status.AUTHORIZED),
          new Event.Move("complete"),
          new Event.Move("complete"));

  private AnyEvents() {}

  static Arbitrary<List<Event>> events() {
    Arbitrary<Event> event =
        Arbitraries.frequencyOf(
            Tuple.of(
                12,
                Combinators.combine(
                        action().list().ofMinSize(1).ofMaxSize(4), Arbitraries.of(true, false))
                    .as(Event.Act::new)),
            Tuple.of(1, Arbitraries.of(true, false).map(Event.Requote::new)),
            Tuple.of(
                2,
                Arbitraries.integers()
                    .between(1, 40)
                    .map(minutes -> new Event.Pass(Duration.ofMinutes(minutes)))),
            Tuple.of(
                1,
                Arbitraries.of(Port.PRICING, Port.INVENTORY, Port.SHIPPING, Port.TAX)
                    .map(Event.Toggle::new)),
            Tuple.of(1, Arbitraries.of("book", "mug-blue").map(Event.Retire::new)),
            Tuple.of(1, Arbitraries.of("FIVE", "WELCOME10").map(Event.EndCode::new)),
            Tuple.of(1, Arbitraries.of(0L, 3L).map(units -> new Event.Stock("mug-red", units))),
            Tuple.of(1, Arbitraries.just(new Event.Reserved(Duration.ofMinutes(10)))),
            Tuple.of(
                2,
                // Nothing is captured before the order was placed.
                Arbitraries.of(Payment.Status.class)
                    .filter(status -> status != Payment.Status.CAPTURED)
                    .map(Event.Paid::new)),
            Tuple.of(1, Arbitraries.of("complete", "cancel").map(Event.Move::new)));
    // Most of them start from a checkout that is on its way, and some end by giving up: none of
    // these steps is likely by itself.
    return Combinators.combine(
            Arbitraries.integers().between(0, WAY.size()),
            event.list().ofMaxSize(14),
            Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 2)))
        .as((steps, events, cancels) -> {
          List<Event> all = new ArrayList<>(WAY.subList(0, steps));
          all.addAll(events);
          all.addAll(Collections.nCopies(cancels, new Event.Move("cancel")));
          return all;
        });
  }

  private static Arbitrary<Action> action() {
    return Arbitraries.oneOf(
        addLine(),
        Combinators.combine(lineId(), Arbitraries.integers().between(-1, 25))
            .as(Action.SetQuantity::new),
        lineId().map(Action.RemoveLine::new),
        addLine().list().ofMaxSize(4).map(lines -> new Action.SetLines(lines)),
        Arbitraries.of(Shop.ada(), new Customer("b@example.com", null, "Co", "DE1", "7", "b2b"))
            .map(Action.SetCustomer::new),
        address().map(Action.SetShippingAddress::new),
        address().map(Action.SetBillingAddress::new),
        Combinators.combine(
                Arbitraries.of("standard", "express", "cheapest", "pickup", "drone"),
                Arbitraries.of("berlin", "wien", "mars").injectNull(0.7))
            .as(Action.ChooseShippingOption::new),
        code().map(Action.ApplyPromotion::new),
        Arbitraries.of("p1", "p5", "p20", "pf", "FIVE", "nosuch").map(Action.RemovePromotion::new),
        Combinators.combine(
                Arbitraries.of("note", "gift", "other"), Arbitraries.of("x", "y").injectNull(0.3))
            .as(Action.SetAttribute::new));
  }

  private static Arbitrary<Action.AddLine> addLine() {
    return Combinators.combine(
            Arbitraries.of(SKUS),
            Arbitraries.integers().between(0, 4),
            Arbitraries.of(Map.<String, String>of(), Map.of("text", "Ada")))
        .as(Action.AddLine::new);
  }

  private static Arbitrary<String> code() {
    return Arbitraries.of("FIVE", "five", "READ20", "SHIPFREE", "WELCOME10", "NOSUCH");
  }

  private static Arbitrary<String> lineId() {
    return Arbitraries.of(SKUS).map(sku -> LineId.of(sku, Map.of()));
  }

  private static Arbitrary<Address> address() {
    return Arbitraries.of(
            Shop.berlin(),
            Shop.address("AT", "1010"),
            Shop.address("US", "94105"),
            Shop.address("US", null),
            Shop.address("CH", "3011"),
            Shop.address("FR", "75001"))
        .injectNull(0.1);
  }
}
