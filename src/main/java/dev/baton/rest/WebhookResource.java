package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import dev.baton.completion.PaymentEvents;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The payment provider's events; each answer says whether it has to be sent again. */
@Path("/v1/payments/{provider}/webhook")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class WebhookResource {
  /** The largest event, in bytes: the metadata alone can have 27 KB. */
  static final int LIMIT = 256 * 1024;

  private static final byte[] RECEIVED = "{\"received\":true}".getBytes(StandardCharsets.UTF_8);

  private final Calls calls;
  private final PaymentEvents events;

  public WebhookResource(Calls calls, PaymentEvents events) {
    this.calls = calls;
    this.events = events;
  }

  @POST
  public Response receive(
      @PathParam("provider") String provider,
      InputStream body,
      @Context HttpServerRequest request) {
    return calls.run(
        Step.WEBHOOK,
        request,
        call ->
            switch (events.receive(provider, request.getHeader("Stripe-Signature"), read(body))) {
              case PaymentEvents.Receipt.Done _ ->
                  Response.ok(RECEIVED, MediaType.APPLICATION_JSON_TYPE).build();
              case PaymentEvents.Receipt.Refused(var refusal) ->
                  throw new RefusedException(refusal);
              case PaymentEvents.Receipt.Again(var refusal, var wait) ->
                  throw new RefusedException(refusal, null, wait);
            });
  }

  /** The raw bytes: the signature is over them, not over what they say. */
  private static byte[] read(InputStream body) {
    try {
      byte[] bytes = body.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw JsonText.tooLarge(LIMIT);
      }
      return bytes;
    } catch (IOException e) {
      throw RefusedException.of(ProblemType.INVALID_JSON, "The body ends before its end.");
    }
  }
}
