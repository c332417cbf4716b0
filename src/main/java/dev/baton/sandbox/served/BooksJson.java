package dev.baton.sandbox.served;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.StockLevel;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.provider.contract.ContractJson;
import dev.baton.provider.contract.OrderJson;
import dev.baton.provider.contract.PaymentJson;
import dev.baton.sandbox.BookedOrder;
import dev.baton.sandbox.Product;
import dev.baton.sandbox.Sandbox;
import dev.baton.sandbox.SandboxPayments;
import java.util.List;

/** The books as JSON. */
final class BooksJson {
  private BooksJson() {}

  static ObjectNode products(Sandbox sandbox) {
    var json = ContractJson.object();
    var all = json.putArray("products");
    for (Product product : sandbox.catalogue().products()) {
      var one =
          all.addObject()
              .put("sku", product.sku())
              .put("shippable", product.shippable())
              .put("taxCategory", product.taxCategory())
              .put("maxQuantity", product.maxQuantity());
      product.titles().forEach(one.putObject("titles")::put);
      product.prices().forEach(one.putObject("prices")::put);
      var level = sandbox.stock().level(product.sku());
      one.put("onHand", level == null ? null : Long.valueOf(level.onHand()));
      one.put("image", product.image());
    }
    return json;
  }

  static ObjectNode stock(StockLevel level, long sold) {
    return ContractJson.object()
        .put("sku", level.sku())
        .put("location", level.location())
        .put("onHand", level.onHand())
        .put("revision", level.revision())
        .put("sold", sold);
  }

  static ObjectNode orders(List<BookedOrder> orders) {
    var json = ContractJson.object();
    var all = json.putArray("orders");
    for (BookedOrder order : orders) {
      var entry =
          new Entry.Ordered(
              order.request().checkout(),
              order.order(),
              order.request().attempt(),
              order.amount(),
              order.settled());
      var one = OrderJson.entry(entry.checkout(), entry);
      one.put("intent", order.request().intent());
      order.units().forEach(one.putObject("units")::put);
      all.add(one);
    }
    return json;
  }

  static ObjectNode payments(List<SandboxPayments.Entry> payments) {
    var json = ContractJson.object();
    var all = json.putArray("payments");
    for (var payment : payments) {
      var one =
          ContractJson.object()
              .put("storefront", payment.storefront())
              .put("checkout", payment.checkout())
              .put("method", payment.method())
              .put("captured", payment.captured())
              .put("refunded", payment.refunded());
      one.setAll(PaymentJson.intent(payment.intent()));
      all.add(one);
    }
    return json;
  }
}
