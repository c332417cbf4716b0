package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import dev.baton.completion.AnchorResult;
import dev.baton.completion.Anchors;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The anchors: reserve, release, pay, complete and cancel. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AnchorResource {
  private final Calls calls;
  private final Requests requests;
  private final Anchors anchors;

  public AnchorResource(Calls calls, Requests requests, Anchors anchors) {
    this.calls = calls;
    this.requests = requests;
    this.anchors = anchors;
  }

  @POST
  @Path("/checkout/reservation")
  public Response reserve(InputStream body, @Context HttpServerRequest request) {
    return calls.run(
        Step.RESERVE,
        request,
        call -> {
          Calls.Opened opened = calls.open(call);
          Long expected = requests.reserve(request, body).expectedTotal();
          return answer(
              call,
              anchors.reserve(
                  opened.token(),
                  opened.storefront(),
                  expected,
                  BodyHash.of(Step.RESERVE, expected)));
        });
  }

  @DELETE
  @Path("/checkout/reservation")
  public Response release(InputStream body, @Context HttpServerRequest request) {
    return calls.run(
        Step.RELEASE,
        request,
        call -> {
          Calls.Opened opened = calls.open(call);
          requests.nothing(request, body);
          return answer(
              call,
              anchors.release(opened.token(), opened.storefront(), BodyHash.of(Step.RELEASE)));
        });
  }

  @POST
  @Path("/checkout/payment")
  public Response pay(InputStream body, @Context HttpServerRequest request) {
    return calls.run(
        Step.PAY,
        request,
        call -> {
          Calls.Opened opened = calls.open(call);
          Requests.Pay asked = requests.pay(request, body);
          if (asked.returnUrl() != null
              && !ReturnAddress.allowed(opened.storefront(), asked.returnUrl())) {
            throw RefusedException.at(
                ProblemType.RETURN_URL_NOT_ALLOWED,
                "/returnUrl",
                "It doesn't begin with one of the storefront's return addresses.");
          }
          return answer(
              call,
              anchors.pay(
                  opened.token(),
                  opened.storefront(),
                  new Anchors.PayCommand(
                      asked.method(),
                      asked.returnUrl(),
                      asked.expectedTotal(),
                      asked.autoComplete()),
                  BodyHash.of(
                      Step.PAY,
                      asked.method(),
                      asked.returnUrl(),
                      asked.expectedTotal(),
                      asked.autoComplete())));
        });
  }

  @POST
  @Path("/checkout/completion")
  public Response complete(InputStream body, @Context HttpServerRequest request) {
    return calls.run(
        Step.COMPLETE,
        request,
        call -> {
          Calls.Opened opened = calls.open(call);
          long expected = requests.complete(request, body).expectedTotal();
          return answer(
              call,
              anchors.complete(
                  opened.token(),
                  opened.storefront(),
                  expected,
                  BodyHash.of(Step.COMPLETE, expected)));
        });
  }

  @POST
  @Path("/checkout/cancellation")
  public Response cancel(InputStream body, @Context HttpServerRequest request) {
    return calls.run(
        Step.CANCEL,
        request,
        call -> {
          Calls.Opened opened = calls.open(call);
          requests.nothing(request, body);
          return answer(
              call, anchors.cancel(opened.token(), opened.storefront(), BodyHash.of(Step.CANCEL)));
        });
  }

  private Response answer(Call call, AnchorResult result) {
    return switch (result) {
      case AnchorResult.Done done -> {
        Map<String, Object> next = done.nextActionMembers();
        yield calls.answer(
            200,
            done.token(),
            call,
            json -> {
              if (next != null) {
                json.writeFieldName("nextAction");
                JsonBytes.value(json, next);
              }
            });
      }
      case AnchorResult.InProgress progress ->
          Response.fromResponse(calls.answer(202, progress.token(), call, _ -> {}))
              .header("Retry-After", seconds(progress.retryAfter()))
              .build();
      case AnchorResult.Refused refused ->
          throw new RefusedException(refused.refusal(), refused.token(), refused.retryAfter());
    };
  }

  private static @Nullable String seconds(Duration wait) {
    return ProblemDocument.seconds(wait);
  }
}
