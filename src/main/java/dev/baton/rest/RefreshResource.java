package dev.baton.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.StepResult;
import dev.baton.checkout.Steps;
import dev.baton.completion.Anchors;
import dev.baton.completion.Merging;
import dev.baton.token.IssuedToken;
import dev.baton.token.TokenCodec;
import dev.baton.token.VerifiedToken;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Brings a token up to date. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RefreshResource {
  private static final ObjectMapper TREES = new ObjectMapper();

  private final Calls calls;
  private final Requests requests;
  private final Included included;
  private final Steps steps;
  private final Anchors anchors;
  private final Merging merging;
  private final TokenCodec codec;

  public RefreshResource(
      Calls calls,
      Requests requests,
      Included included,
      Steps steps,
      Anchors anchors,
      Merging merging,
      TokenCodec codec) {
    this.calls = calls;
    this.requests = requests;
    this.included = included;
    this.steps = steps;
    this.anchors = anchors;
    this.merging = merging;
    this.codec = codec;
  }

  @POST
  @Path("/checkout/refresh")
  public Response refresh(InputStream body, @Context HttpServerRequest request) {
    return calls.run(
        Step.REFRESH,
        request,
        call -> {
          Calls.Opened opened = calls.open(call);
          Requests.Refresh asked = requests.refresh(request, body);
          // Without Redis this is what the caller's own token says.
          VerifiedToken newest = anchors.fold(opened.token()).token();
          StepResult.Accepted quoted =
              quoted(newest, opened, asked.include().contains(Include.SHIPPING_OPTIONS));
          IssuedToken token = codec.seal(quoted.checkout(), newest);
          List<ViewChanges.Change> changes =
              ViewChanges.between(
                  tree(opened.token(), call.base()), tree(token.token(), call.base()));
          String mergedInto =
              quoted.checkout() instanceof Checkout.Cancelled cancelled
                  ? merging.mergedInto(cancelled.contents().id())
                  : null;
          JsonBytes.Writer options =
              included.in(asked.include(), quoted.checkout(), quoted.options());
          return calls.answer(
              200,
              token,
              call,
              json -> {
                ViewChanges.write(json, changes);
                if (mergedInto != null) {
                  json.writeStringField("mergedInto", mergedInto);
                }
                options.write(json);
              });
        });
  }

  private StepResult.Accepted quoted(
      VerifiedToken token, Calls.Opened opened, boolean wantOptions) {
    Checkout checkout = token.checkout();
    return checkout instanceof Checkout.Open
        ? CheckoutResource.accepted(
            steps.requote(
                checkout, opened.storefront(), false, wantOptions, codec.inputDigest(checkout)))
        : new StepResult.Accepted(checkout, null);
  }

  private JsonNode tree(VerifiedToken token, BaseAddress base) {
    try (JsonParser parser =
        TREES.createParser(JsonBytes.of(json -> calls.view(token, base).write(json)))) {
      return TREES.readTree(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
