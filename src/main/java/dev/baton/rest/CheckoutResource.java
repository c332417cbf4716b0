package dev.baton.rest;

import dev.baton.checkout.BringResult;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.LinesAndCodes;
import dev.baton.checkout.Payment;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.StepResult;
import dev.baton.checkout.Steps;
import dev.baton.checkout.Storefront;
import dev.baton.token.IssuedToken;
import dev.baton.token.ResumeResult;
import dev.baton.token.ResumeTokens;
import dev.baton.token.Storefronts;
import dev.baton.token.TokenCodec;
import dev.baton.token.TokenRefusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The stateless steps: create, read, act, and what can be chosen. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CheckoutResource {
  private final Calls calls;
  private final Requests requests;
  private final Included included;
  private final Steps steps;
  private final TokenCodec codec;
  private final Storefronts storefronts;
  private final InstantSource clock;
  private final CheckoutConfig config;
  private final ResumeTokens resume;
  private final ResumeConfig resumeConfig;
  private final SecureRandom random = new SecureRandom();

  public CheckoutResource(
      Calls calls,
      Requests requests,
      Included included,
      Steps steps,
      TokenCodec codec,
      Storefronts storefronts,
      InstantSource clock,
      CheckoutConfig config,
      ResumeTokens resume,
      ResumeConfig resumeConfig) {
    this.calls = calls;
    this.requests = requests;
    this.included = included;
    this.steps = steps;
    this.codec = codec;
    this.storefronts = storefronts;
    this.clock = clock;
    this.config = config;
    this.resume = resume;
    this.resumeConfig = resumeConfig;
  }

  @POST
  @Path("/checkouts")
  public Response create(InputStream body, @Context HttpServerRequest request) {
    return calls.run(
        Step.CREATE,
        request,
        call -> {
          Requests.Create asked = requests.create(request, body);
          Storefront storefront = named(asked);
          Checkout.Open empty = empty(asked);
          calls.enter(call, storefront, empty.contents().id());
          BringResult.Brought begun = begun(empty, storefront, asked);
          StepResult.Accepted made = made(begun, storefront, asked);
          IssuedToken token = codec.seal(made.checkout(), null);
          JsonBytes.Writer options = included.in(asked.include(), made.checkout(), made.options());
          return calls.answer(
              201,
              token,
              call,
              json -> {
                if (asked.from() != null) {
                  json.writeFieldName("changes");
                  JsonBytes.value(json, begun.changes());
                }
                options.write(json);
              });
        });
  }

  private Storefront named(Requests.Create asked) {
    Storefront storefront =
        storefronts
            .find(asked.storefront())
            .orElseThrow(() ->
                RefusedException.at(
                    ProblemType.UNKNOWN_STOREFRONT,
                    "/storefront",
                    "No storefront of this id is configured."));
    if (!storefront.currencies().contains(asked.currency())) {
      throw RefusedException.at(
          ProblemType.CURRENCY_NOT_SOLD, "/currency", "The storefront has no such currency.");
    }
    if (!storefront.countries().contains(asked.country())) {
      throw RefusedException.at(
          ProblemType.COUNTRY_NOT_SOLD, "/country", "The storefront doesn't sell there.");
    }
    return storefront;
  }

  private Checkout.Open empty(Requests.Create asked) {
    String id = new BigInteger(128, random).setBit(127).toString(36);
    return new Checkout.Open(
        Contents.empty(
            id,
            asked.storefront(),
            asked.currency(),
            asked.country(),
            asked.locale(),
            clock.instant().plus(config.lasting())),
        Reservation.NONE,
        Payment.NONE);
  }

  /** The new checkout with whatever an older token or a resume token brings into it. */
  private BringResult.Brought begun(
      Checkout.Open empty, Storefront storefront, Requests.Create asked) {
    if (asked.from() == null) {
      return new BringResult.Brought(empty, null, List.of());
    }
    if (asked.from().indexOf('#') >= 0) {
      throw RefusedException.at(
          ProblemType.TOKEN_MALFORMED, "/from", "Of a link, only what follows the # is its token.");
    }
    return switch (resume.open(asked.from(), resumeConfig.lapsed())) {
      case TokenRefusal(ProblemType type, String detail) ->
          throw RefusedException.at(type, "/from", detail);
      case ResumeResult.Opened(String of, LinesAndCodes contents) -> {
        Calls.requireStorefront(of, "/from", storefront);
        yield brought(
            steps.bring(
                empty,
                storefront,
                contents,
                "/from",
                asked.include().contains(Include.SHIPPING_OPTIONS),
                codec.inputDigest(empty)));
      }
    };
  }

  /** The new checkout with its first actions. */
  private StepResult.Accepted made(
      BringResult.Brought begun, Storefront storefront, Requests.Create asked) {
    if (asked.actions().isEmpty() && asked.expectedTotal() == null) {
      return new StepResult.Accepted(begun.checkout(), begun.options());
    }
    return accepted(
        steps.create(
            begun.checkout(),
            storefront,
            asked.actions(),
            "/actions",
            asked.expectedTotal(),
            asked.include().contains(Include.SHIPPING_OPTIONS),
            codec.inputDigest(begun.checkout())));
  }

  @GET
  @Path("/checkout")
  public Response read(@Context HttpServerRequest request) {
    return calls.run(
        Step.READ,
        request,
        call -> {
          Set<Include> include = Include.of(request.params().getAll("include"));
          Calls.Opened opened = calls.open(call);
          StepResult.Accepted quoted =
              include.contains(Include.SHIPPING_OPTIONS)
                  ? included.quoted(opened)
                  : new StepResult.Accepted(opened.checkout(), null);
          IssuedToken token =
              new IssuedToken(Bearer.of(request.headers().getAll("Authorization")), opened.token());
          return calls.answer(
              200, token, call, included.in(include, opened.checkout(), quoted.options()));
        });
  }

  @POST
  @Path("/checkout/actions")
  public Response act(InputStream body, @Context HttpServerRequest request) {
    return calls.run(
        Step.ACT,
        request,
        call -> {
          Calls.Opened opened = calls.open(call);
          Requests.Act asked = requests.act(request, body, opened.storefront());
          StepResult.Accepted acted =
              accepted(
                  steps.act(
                      opened.checkout(),
                      opened.storefront(),
                      asked.actions(),
                      "/actions",
                      asked.expectedTotal(),
                      asked.include().contains(Include.SHIPPING_OPTIONS),
                      codec.inputDigest(opened.checkout())));
          IssuedToken token = codec.seal(acted.checkout(), opened.token());
          return calls.answer(
              200, token, call, included.in(asked.include(), acted.checkout(), acted.options()));
        });
  }

  @GET
  @Path("/checkout/shipping-options")
  public Response shippingOptions(@Context HttpServerRequest request) {
    return calls.run(
        Step.SHIPPING_OPTIONS,
        request,
        call -> {
          Calls.Opened opened = calls.open(call);
          return included.alone(
              Include.SHIPPING_OPTIONS, opened.checkout(), included.quoted(opened).options());
        });
  }

  @GET
  @Path("/checkout/payment-options")
  public Response paymentOptions(@Context HttpServerRequest request) {
    return calls.run(
        Step.PAYMENT_OPTIONS,
        request,
        call -> included.alone(Include.PAYMENT_OPTIONS, calls.open(call).checkout(), null));
  }

  /** What was brought, or its refusal as the answer. */
  static BringResult.Brought brought(BringResult result) {
    return switch (result) {
      case BringResult.Brought brought -> brought;
      case BringResult.Refused refused -> throw new RefusedException(refused.refusal());
    };
  }

  /** What a step left, or its refusal as the answer. */
  static StepResult.Accepted accepted(StepResult result) {
    return switch (result) {
      case StepResult.Accepted accepted -> accepted;
      case StepResult.Refused refused -> throw new RefusedException(refused.refusal());
    };
  }
}
