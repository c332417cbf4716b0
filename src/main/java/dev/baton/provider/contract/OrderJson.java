package dev.baton.provider.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.payment.OrderBackend.Closed;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.OrderBackend.Placed;
import dev.baton.payment.OrderBackend.Revoked;
import dev.baton.payment.OrderBackend.Settled;
import dev.baton.payment.OrderBackend.Shortage;
import dev.baton.payment.OrderBackend.Unsettled;
import dev.baton.payment.OrderRequest;
import java.util.HashSet;

/** The documents of the order port; every answer names the checkout that it is about. */
public final class OrderJson {
  private OrderJson() {}

  public static ObjectNode request(OrderRequest order) {
    var json =
        ContractJson.object()
            .put("checkout", order.checkout())
            .put("attempt", order.attempt())
            .put("intent", order.intent());
    json.set("purchase", PurchaseJson.write(order.contents(), order.totals()));
    return json;
  }

  public static OrderRequest request(Fields json) {
    var purchase = PurchaseJson.read(json.object("purchase"));
    return new OrderRequest(
        json.text("checkout"),
        json.text("attempt"),
        json.text("intent"),
        purchase.contents(),
        purchase.totals());
  }

  public static ObjectNode placed(String checkout, Placed placed) {
    var json = ContractJson.object().put("checkout", checkout);
    switch (placed) {
      case Placed.Accepted(var order, var stock) -> {
        PartsJson.order(json.put("result", "accepted").putObject("order"), order);
        PartsJson.list(json, "stock", stock, PartsJson::stockLevel);
      }
      case Placed.OtherAttempt(var order, var attempt) ->
          PartsJson.order(
              json.put("result", "other-attempt").put("attempt", attempt).putObject("order"),
              order);
      case Placed.OutOfStock(var lines) ->
          PartsJson.list(
              json.put("result", "out-of-stock"),
              "lines",
              lines,
              (into, line) ->
                  into.put("line", line.line())
                      .put("sku", line.sku())
                      .put("available", line.available()));
      case Placed.TotalChanged(var total) ->
          json.put("result", "total-changed").put("total", total);
      case Placed.Rejected(var code) -> json.put("result", "rejected").put("code", code);
      case Placed.AttemptRevoked() -> json.put("result", "attempt-revoked");
      case Placed.CheckoutClosed() -> json.put("result", "checkout-closed");
    }
    return json;
  }

  public static Placed placed(String checkout, Fields json) {
    json.echo("checkout", checkout);
    return switch (json.text("result")) {
      case "accepted" ->
          new Placed.Accepted(
              PartsJson.order(json.object("order")), json.list("stock", PartsJson::stockLevel));
      case "other-attempt" ->
          new Placed.OtherAttempt(PartsJson.order(json.object("order")), json.text("attempt"));
      case "out-of-stock" -> new Placed.OutOfStock(json.list("lines", OrderJson::shortage));
      case "total-changed" -> new Placed.TotalChanged(json.amount("total"));
      case "rejected" -> new Placed.Rejected(json.text("code"));
      case "attempt-revoked" -> new Placed.AttemptRevoked();
      case "checkout-closed" -> new Placed.CheckoutClosed();
      default -> throw unknown(json);
    };
  }

  private static Shortage shortage(Fields json) {
    return new Shortage(json.text("line"), json.text("sku"), json.amount("available"));
  }

  public static ObjectNode settled(String checkout, Settled settled) {
    var json = ContractJson.object().put("checkout", checkout);
    switch (settled) {
      case Settled.Done(var stock) ->
          PartsJson.list(json.put("result", "settled"), "stock", stock, PartsJson::stockLevel);
      case Settled.NoSuchOrder() -> json.put("result", "no-such-order");
      case Settled.Contradicts(var paid) -> json.put("result", "contradicts").put("paid", paid);
    }
    return json;
  }

  public static Settled settled(String checkout, Fields json) {
    json.echo("checkout", checkout);
    return switch (json.text("result")) {
      case "settled" -> new Settled.Done(json.list("stock", PartsJson::stockLevel));
      case "no-such-order" -> new Settled.NoSuchOrder();
      case "contradicts" -> new Settled.Contradicts(json.flag("paid"));
      default -> throw unknown(json);
    };
  }

  public static ObjectNode revoked(String checkout, Revoked revoked) {
    var json = ContractJson.object().put("checkout", checkout);
    switch (revoked) {
      case Revoked.Barred() -> json.put("result", "barred");
      case Revoked.IsTheOrder(var order, var settled) ->
          PartsJson.order(
              json.put("result", "is-the-order").put("settled", settled).putObject("order"), order);
    }
    return json;
  }

  public static Revoked revoked(String checkout, Fields json) {
    json.echo("checkout", checkout);
    return switch (json.text("result")) {
      case "barred" -> new Revoked.Barred();
      case "is-the-order" ->
          new Revoked.IsTheOrder(PartsJson.order(json.object("order")), json.flag("settled"));
      default -> throw unknown(json);
    };
  }

  public static ObjectNode closed(String checkout, Closed closed) {
    var json = ContractJson.object().put("checkout", checkout);
    switch (closed) {
      case Closed.Done() -> json.put("result", "closed");
      case Closed.HasOrder(var order, var attempt) ->
          PartsJson.order(
              json.put("result", "has-order").put("attempt", attempt).putObject("order"), order);
    }
    return json;
  }

  public static Closed closed(String checkout, Fields json) {
    json.echo("checkout", checkout);
    return switch (json.text("result")) {
      case "closed" -> new Closed.Done();
      case "has-order" ->
          new Closed.HasOrder(PartsJson.order(json.object("order")), json.text("attempt"));
      default -> throw unknown(json);
    };
  }

  public static ObjectNode entry(String checkout, Entry entry) {
    var json = ContractJson.object().put("checkout", checkout);
    switch (entry) {
      case Entry.None(var barred) ->
          PartsJson.texts(json.put("state", "none"), "barred", barred.stream().sorted().toList());
      case Entry.Ordered ordered -> {
        json.put("state", "ordered")
            .put("attempt", ordered.attempt())
            .put("amount", ordered.amount())
            .put("settled", settlement(ordered));
        PartsJson.order(json.putObject("order"), ordered.order());
      }
      case Entry.ClosedForGood() -> json.put("state", "closed");
    }
    return json;
  }

  private static String settlement(Entry.Ordered ordered) {
    var settled = ordered.settled();
    return settled == null ? "no" : settled ? "paid" : "unpaid";
  }

  public static Entry entry(String checkout, Fields json) {
    json.echo("checkout", checkout);
    return switch (json.text("state")) {
      case "none" -> new Entry.None(new HashSet<>(json.texts("barred")));
      case "ordered" -> ordered(json);
      case "closed" -> new Entry.ClosedForGood();
      default -> throw json.violation("state", "is a state that the contract doesn't know");
    };
  }

  private static Entry.Ordered ordered(Fields json) {
    Boolean settled =
        switch (json.text("settled")) {
          case "no" -> null;
          case "paid" -> Boolean.TRUE;
          case "unpaid" -> Boolean.FALSE;
          default -> throw json.violation("settled", "must be no, paid or unpaid");
        };
    return new Entry.Ordered(
        json.text("checkout"),
        PartsJson.order(json.object("order")),
        json.text("attempt"),
        json.amount("amount"),
        settled);
  }

  public static ObjectNode unsettled(Unsettled page) {
    var json = ContractJson.object();
    var array = json.putArray("orders");
    page.orders().forEach(order -> array.add(entry(order.checkout(), order)));
    return json.put("next", page.next());
  }

  public static Unsettled unsettled(Fields json) {
    return new Unsettled(json.list("orders", OrderJson::ordered), json.textOrNull("next"));
  }

  private static ContractViolation unknown(Fields json) {
    return json.violation("result", "is an answer that the contract doesn't know");
  }
}
