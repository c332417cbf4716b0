package dev.baton.sandbox.served;

import dev.baton.provider.contract.ContractViolation;
import dev.baton.provider.contract.PaymentJson;
import dev.baton.sandbox.Sandbox;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The contract's payment port. */
@Path("/sandbox/providers")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Served
public class PaymentsResource {
  private static final String KEY = "Idempotency-Key";

  private final Sandbox sandbox;

  PaymentsResource(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @GET
  @Path("payment-options")
  public Response options(
      @QueryParam("currency") @Nullable String currency,
      @QueryParam("country") @Nullable String country) {
    return ContractAnswers.of(() ->
        PaymentJson.options(
            sandbox.payments().options(given("currency", currency), given("country", country))));
  }

  @POST
  @Path("payment-intents")
  public Response create(@HeaderParam(KEY) @Nullable String key, byte[] request) {
    return ContractAnswers.to(
        request,
        json -> {
          var intent = PaymentJson.newIntent(json);
          ContractAnswers.sameKey(key, intent.attempt());
          return PaymentJson.created(sandbox.payments().create(intent));
        });
  }

  @GET
  @Path("payment-intents/{id}")
  public Response fetch(@PathParam("id") String id) {
    return ContractAnswers.ifAny(
        "no-such-payment-intent", () -> sandbox.payments().fetch(id).map(PaymentJson::intent));
  }

  @GET
  @Path("payment-intents")
  public Response find(@QueryParam("attempt") @Nullable String attempt) {
    return ContractAnswers.of(() ->
        PaymentJson.intents(sandbox.payments().find(given("attempt", attempt)).stream().toList()));
  }

  @POST
  @Path("payment-intents/{id}/capture")
  public Response capture(@PathParam("id") String id, @HeaderParam(KEY) @Nullable String key) {
    return ContractAnswers.of(
        () -> PaymentJson.intent(sandbox.payments().capture(id, given(KEY, key))));
  }

  @POST
  @Path("payment-intents/{id}/cancel")
  public Response cancel(@PathParam("id") String id, @HeaderParam(KEY) @Nullable String key) {
    return ContractAnswers.of(
        () -> PaymentJson.intent(sandbox.payments().cancel(id, given(KEY, key))));
  }

  @POST
  @Path("payment-intents/{id}/refund")
  public Response refund(@PathParam("id") String id, @HeaderParam(KEY) @Nullable String key) {
    return ContractAnswers.of(
        () -> PaymentJson.intent(sandbox.payments().refund(id, given(KEY, key))));
  }

  private static String given(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new ContractViolation("", "needs " + name);
    }
    return value;
  }
}
