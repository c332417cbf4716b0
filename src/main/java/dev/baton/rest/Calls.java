package dev.baton.rest;

import dev.baton.checkout.Assessment;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Forecast;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Steps;
import dev.baton.checkout.Storefront;
import dev.baton.observability.StepMetrics;
import dev.baton.token.IssuedToken;
import dev.baton.token.OpenResult;
import dev.baton.token.Storefronts;
import dev.baton.token.TokenCodec;
import dev.baton.token.TokenRefusal;
import dev.baton.token.VerifiedToken;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** What every call has in common: token, origin, answer, problem, log and metrics. */
@ApplicationScoped
public class Calls {
  /** The checkout id's name in the log. */
  static final String LOG_KEY = "cid";

  private static final Logger LOG = Logger.getLogger(Calls.class);

  private final TokenCodec codec;
  private final Storefronts storefronts;
  private final Steps steps;
  private final InstantSource clock;
  private final StepMetrics metrics;
  private final Forecast forecast;
  private final Optional<String> publicUrl;
  private final CurrentVertxRequest current;

  public Calls(
      TokenCodec codec,
      Storefronts storefronts,
      Steps steps,
      InstantSource clock,
      StepMetrics metrics,
      Forecast forecast,
      @ConfigProperty(name = "baton.public-url") Optional<String> publicUrl,
      CurrentVertxRequest current) {
    this.codec = codec;
    this.storefronts = storefronts;
    this.steps = steps;
    this.clock = clock;
    this.metrics = metrics;
    this.forecast = forecast;
    this.publicUrl = publicUrl;
    this.current = current;
  }

  /** A verified token and the storefront that it is for. */
  record Opened(VerifiedToken token, Storefront storefront) {
    Checkout checkout() {
      return token.checkout();
    }
  }

  /** Answers a call, come what may. */
  Response run(Step step, HttpServerRequest request, Function<Call, Response> answer) {
    Call call = new Call(request, BaseAddress.of(publicUrl, request));
    long began = System.nanoTime();
    String outcome = "fault";
    Place place = Place.of(current.getCurrent());
    boolean begun = place == null || place.begin();
    try {
      if (!begun) {
        throw RefusedException.of(ProblemType.OVERLOADED, "Its client is gone. Nothing was done.");
      }
      Response response = answer.apply(call);
      outcome = response.getStatus() == 202 ? "in-progress" : "done";
      return response;
    } catch (RuntimeException e) {
      Failure failure = Failure.of(e);
      outcome = failure.fault() == null ? "refused" : "fault";
      return problem(failure, call);
    } finally {
      Storefront storefront = call.storefront();
      metrics.step(
          step.wire(),
          storefront == null ? "none" : storefront.id(),
          outcome,
          Duration.ofNanos(System.nanoTime() - began));
      MDC.remove(LOG_KEY);
      if (place != null && begun) {
        place.done();
      }
    }
  }

  /** Verifies the call's token, and that its origin is the storefront's. */
  Opened open(Call call) {
    String compact = Bearer.of(call.request().headers().getAll("Authorization"));
    return switch (codec.open(compact)) {
      case TokenRefusal(ProblemType type, String detail) -> {
        throw RefusedException.of(type, detail);
      }
      case OpenResult.Verified(VerifiedToken token) -> {
        Storefront storefront = storefront(token);
        enter(call, storefront, token.checkout().contents().id());
        call.from(token.checkout());
        yield new Opened(token, storefront);
      }
    };
  }

  /** Verifies a token that stands in the body, for the same storefront as the bearer's. */
  VerifiedToken another(String compact, String pointer, Storefront storefront) {
    return switch (codec.open(compact)) {
      case TokenRefusal(ProblemType type, String detail) -> {
        throw RefusedException.at(type, pointer, detail);
      }
      case OpenResult.Verified(VerifiedToken token) -> {
        requireStorefront(token.checkout().contents().storefront(), pointer, storefront);
        yield token;
      }
    };
  }

  static void requireStorefront(String id, String pointer, Storefront storefront) {
    if (!id.equals(storefront.id())) {
      throw RefusedException.at(
          ProblemType.TOKEN_WRONG_STOREFRONT, pointer, "The token is for another storefront.");
    }
  }

  /** Notes what a call is about, and refuses an origin that isn't the storefront's. */
  void enter(Call call, Storefront storefront, String checkout) {
    call.concerns(storefront, checkout);
    MDC.put(LOG_KEY, checkout);
    String origin = call.request().getHeader("Origin");
    if (origin != null && !storefront.origins().contains(origin)) {
      throw RefusedException.of(
          ProblemType.ORIGIN_NOT_ALLOWED, "This storefront isn't used from this origin.");
    }
  }

  /** An answer with a token, its checkout and whatever else was asked for. */
  Response answer(int status, IssuedToken token, Call call, JsonBytes.Writer further) {
    metrics.tokenSize(token.compact().length());
    Checkout checkout = token.token().checkout();
    metrics.reached(call.newlyReached(checkout), checkout.contents().storefront());
    byte[] body =
        JsonBytes.of(json -> {
          json.writeStartObject();
          json.writeStringField("token", token.compact());
          json.writeFieldName("checkout");
          view(token.token(), call.base()).write(json);
          further.write(json);
          json.writeEndObject();
        });
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body).build();
  }

  /** The checkout of a token as the contract shows it. */
  CheckoutView view(VerifiedToken token, BaseAddress base) {
    Checkout checkout = token.checkout();
    Assessment assessment =
        Assessment.of(
            checkout,
            storefront(token),
            steps.limits(),
            clock.instant(),
            codec.fixedDigest(checkout),
            forecast);
    return new CheckoutView(token, assessment, base);
  }

  /** The answer to what was thrown outside a call, or before one began. */
  Response problem(Throwable thrown, HttpServerRequest request) {
    return problem(Failure.of(thrown), new Call(request, BaseAddress.of(publicUrl, request)));
  }

  private Response problem(Failure failure, Call call) {
    metrics.refusal(failure.refusal().type());
    log(failure);
    IssuedToken token = failure.token();
    byte[] body =
        ProblemDocument.bytes(
            failure.refusal(),
            call.base(),
            json -> {
              if (token != null) {
                json.writeStringField("token", token.compact());
                json.writeFieldName("checkout");
                view(token.token(), call.base()).write(json);
              }
            });
    Response.ResponseBuilder response =
        Response.status(failure.refusal().type().status())
            .type(ProblemDocument.MEDIA_TYPE)
            .entity(body);
    ProblemDocument.headers(failure.refusal(), failure.retryAfter()).forEach(response::header);
    return response.build();
  }

  private static void log(Failure failure) {
    Throwable fault = failure.fault();
    if (fault == null) {
      return;
    }
    if (failure.refusal().type() == ProblemType.INTERNAL_ERROR) {
      LOG.error("A call failed", new UnspokenFault(fault));
    } else {
      // Its message names the service and the kind of fault, nothing else.
      LOG.warn(fault.getMessage());
    }
  }

  private Storefront storefront(VerifiedToken token) {
    return storefronts
        .find(token.checkout().contents().storefront())
        .orElseThrow(() ->
            RefusedException.of(
                ProblemType.TOKEN_WRONG_STOREFRONT,
                "The token's storefront isn't configured here."));
  }
}
