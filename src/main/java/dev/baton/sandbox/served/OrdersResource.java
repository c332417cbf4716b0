package dev.baton.sandbox.served;

import dev.baton.provider.contract.ContractViolation;
import dev.baton.provider.contract.OrderJson;
import dev.baton.sandbox.Sandbox;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The contract's order port. */
@Path("/sandbox/providers")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Served
public class OrdersResource {
  private static final int MAX_LIMIT = 1000;

  private final Sandbox sandbox;

  OrdersResource(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @POST
  @Path("orders")
  public Response place(@HeaderParam("Idempotency-Key") @Nullable String key, byte[] request) {
    return ContractAnswers.to(
        request,
        json -> {
          var order = OrderJson.request(json);
          ContractAnswers.sameKey(key, order.attempt());
          return OrderJson.placed(order.checkout(), sandbox.orders().place(order));
        });
  }

  @GET
  @Path("orders")
  public Response unsettled(
      @QueryParam("settled") @Nullable String settled,
      @QueryParam("limit") @DefaultValue("100") int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    return ContractAnswers.of(() -> {
      if (!"no".equals(settled) || limit < 1 || limit > MAX_LIMIT) {
        throw new ContractViolation("", "needs settled=no and limit=1.." + MAX_LIMIT);
      }
      return OrderJson.unsettled(sandbox.orders().unsettled(limit, cursor));
    });
  }

  @GET
  @Path("checkouts/{checkout}")
  public Response lookUp(@PathParam("checkout") String checkout) {
    return ContractAnswers.of(() -> OrderJson.entry(checkout, sandbox.orders().lookUp(checkout)));
  }

  @POST
  @Path("checkouts/{checkout}/settle")
  public Response settle(@PathParam("checkout") String checkout, byte[] request) {
    return ContractAnswers.to(
        request,
        json ->
            OrderJson.settled(
                checkout,
                sandbox.orders().settle(checkout, json.text("attempt"), json.flag("paid"))));
  }

  @POST
  @Path("checkouts/{checkout}/revoke")
  public Response revoke(@PathParam("checkout") String checkout, byte[] request) {
    return ContractAnswers.to(
        request,
        json ->
            OrderJson.revoked(checkout, sandbox.orders().revoke(checkout, json.text("attempt"))));
  }

  @POST
  @Path("checkouts/{checkout}/close")
  public Response close(@PathParam("checkout") String checkout) {
    return ContractAnswers.of(() -> OrderJson.closed(checkout, sandbox.orders().close(checkout)));
  }
}
