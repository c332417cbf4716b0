package dev.baton.provider.http;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The calls of the provider contract, bodies as bytes so that their size can be bounded. */
@Path("/")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
interface ContractApi {
  String KEY = "Idempotency-Key";

  @GET
  @Path("environment")
  Response environment();

  @POST
  @Path("quotes")
  Response quotes(byte[] request);

  @GET
  @Path("payment-options")
  Response paymentOptions(
      @QueryParam("currency") String currency, @QueryParam("country") String country);

  @POST
  @Path("payment-intents")
  Response createIntent(@HeaderParam(KEY) String key, byte[] intent);

  @GET
  @Path("payment-intents/{id}")
  Response intent(@PathParam("id") String id);

  @GET
  @Path("payment-intents")
  Response intentsOf(@QueryParam("attempt") String attempt);

  /** Captures, cancels or refunds. */
  @POST
  @Path("payment-intents/{id}/{change}")
  Response changeIntent(
      @HeaderParam(KEY) String key,
      @PathParam("id") String id,
      @PathParam("change") String change,
      byte[] nothing);

  @POST
  @Path("orders")
  Response place(@HeaderParam(KEY) String key, byte[] order);

  @GET
  @Path("orders")
  Response orders(
      @QueryParam("settled") String settled,
      @QueryParam("limit") int limit,
      @QueryParam("cursor") @Nullable String cursor);

  @GET
  @Path("checkouts/{checkout}")
  Response lookUp(@PathParam("checkout") String checkout);

  /** Settles, revokes or closes. */
  @POST
  @Path("checkouts/{checkout}/{decision}")
  Response decide(
      @PathParam("checkout") String checkout,
      @PathParam("decision") String decision,
      byte[] decided);

  @POST
  @Path("screenings")
  Response screen(byte[] purchase);
}
