package dev.baton.provider.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.Port;
import dev.baton.payment.OrderBackend;
import dev.baton.payment.OrderRequest;
import dev.baton.provider.ReportsEnvironment;
import dev.baton.provider.contract.ContractJson;
import dev.baton.provider.contract.Fields;
import dev.baton.provider.contract.OrderJson;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The order port over the contract; its register makes every call idempotent. */
final class HttpOrders implements OrderBackend, ReportsEnvironment {
  private final HttpCalls calls;

  HttpOrders(HttpCalls calls) {
    this.calls = calls;
  }

  @Override
  public Environment environment() {
    return calls.environment(Port.ORDERS);
  }

  @Override
  public Placed place(OrderRequest order) {
    var body = ContractJson.write(OrderJson.request(order));
    return calls.idempotent(
        Port.ORDERS,
        api -> api.place(order.attempt(), body),
        json -> OrderJson.placed(order.checkout(), json));
  }

  @Override
  public Settled settle(String checkout, String attempt, boolean paid) {
    return decide(
        checkout,
        "settle",
        ContractJson.object().put("attempt", attempt).put("paid", paid),
        json -> OrderJson.settled(checkout, json));
  }

  @Override
  public Revoked revoke(String checkout, String attempt) {
    return decide(
        checkout,
        "revoke",
        ContractJson.object().put("attempt", attempt),
        json -> OrderJson.revoked(checkout, json));
  }

  @Override
  public Closed close(String checkout) {
    return decide(
        checkout, "close", ContractJson.object(), json -> OrderJson.closed(checkout, json));
  }

  @Override
  public Entry lookUp(String checkout) {
    return calls.idempotent(
        Port.ORDERS, api -> api.lookUp(checkout), json -> OrderJson.entry(checkout, json));
  }

  @Override
  public Unsettled unsettled(int limit, @Nullable String cursor) {
    return calls.idempotent(
        Port.ORDERS, api -> api.orders("no", limit, cursor), OrderJson::unsettled);
  }

  private <T> T decide(
      String checkout, String decision, ObjectNode decided, Function<Fields, T> reader) {
    var body = ContractJson.write(decided);
    return calls.idempotent(Port.ORDERS, api -> api.decide(checkout, decision, body), reader);
  }
}
