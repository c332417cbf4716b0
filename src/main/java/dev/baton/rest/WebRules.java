package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import dev.baton.observability.StepMetrics;
import dev.baton.rest.Admission.Share;
import dev.baton.token.Storefronts;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every request before and after routing: CORS, caching, headers that browsers heed,
 * and a problem document where the framework would answer with nothing.
 *
 * <p>Which origins a storefront has is known once its token is verified. Until then a browser is
 * told about the union of all of them; the call itself then refuses another storefront's origin.
 */
@ApplicationScoped
public class WebRules {
  private static final int BEFORE_EVERYTHING = 1000;

  /** Once the body is there: who is slow to send one keeps nobody out. */
  private static final int THEN = BEFORE_EVERYTHING - 1;

  /** Before the framework's own handler of failures, which answers with a page of its own. */
  private static final int BEFORE_EVERY_FAILURE_HANDLER = Integer.MIN_VALUE;

  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Logger LOG = Logger.getLogger(WebRules.class);

  private final Instance<Storefronts> storefronts;
  private volatile @Nullable Set<String> origins;
  private final Optional<String> publicUrl;
  private final long largestBody;
  private final StepMetrics metrics;
  private final WholeBody bodies = new WholeBody();
  private final Admission admission;
  private final Door door;
  private final Duration retryAfter;

  public WebRules(
      Instance<Storefronts> storefronts,
      StepMetrics metrics,
      Admission admission,
      Door door,
      OverloadConfig overload,
      @ConfigProperty(name = "baton.public-url") Optional<String> publicUrl,
      @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10240K")
          MemorySize largestBody) {
    this.storefronts = storefronts;
    this.metrics = metrics;
    this.admission = admission;
    this.door = door;
    this.retryAfter = overload.retryAfter();
    this.publicUrl = publicUrl;
    this.largestBody = largestBody.asLongValue();
  }

  void register(@Observes Filters filters) {
    filters.register(this::before, BEFORE_EVERYTHING);
    filters.register(this::admit, THEN);
  }

  void register(@Observes Router router) {
    router.route().last().handler(this::nothingHere);
    router.route().order(BEFORE_EVERY_FAILURE_HANDLER).failureHandler(this::failed);
    // What fails before there is a route to look for.
    for (int status : new int[] {400, 404, 405, 413, 500}) {
      router.errorHandler(status, this::failed);
    }
  }

  /** Not before the first call: a storefront that can't be is for the checks at start to tell. */
  private Set<String> origins() {
    Set<String> known = origins;
    if (known == null) {
      known =
          storefronts.get().all().stream()
              .flatMap(storefront -> storefront.origins().stream())
              .collect(Collectors.toUnmodifiableSet());
      origins = known;
    }
    return known;
  }

  private void before(RoutingContext context) {
    HttpServerResponse response = context.response();
    door.entered(context.request().connection());
    FarAhead.watch(context.request());
    bodies.expect(context);
    harden(response);
    context.addHeadersEndHandler(_ -> keepOutOfCaches(context));
    if (!BaseAddress.asksPlainly(context.request())) {
      problem(
          context, ProblemType.INVALID_PARAMETER, "The header Host has to name one host, once.");
    } else if (!Framing.plain(context.request())) {
      LastAnswer.to(context);
      problem(
          context,
          ProblemType.INVALID_PARAMETER,
          "The header Transfer-Encoding may only be chunked, once.");
    } else if (context.normalizedPath().indexOf(';') >= 0) {
      // The framework would overlook what stands behind it, and we the rules for what is before.
      problem(context, ProblemType.NOT_FOUND, "There is no such address.");
    } else if (Framing.announcesMore(context.request(), largestBody)) {
      // The framework would answer that with nothing.
      LastAnswer.to(context);
      problem(context, JsonText.tooLarge().refusal());
    } else if (context.request().method().equals(HttpMethod.OPTIONS) && !preflight(context)) {
      tellMethods(context);
    } else if (ApiPaths.document(context.normalizedPath())
        && !READING.contains(context.request().method())) {
      response.putHeader("Allow", "GET, HEAD");
      problem(context, ProblemType.METHOD_NOT_ALLOWED, "This address doesn't take this method.");
    } else {
      share(context);
    }
  }

  /** Lets a call begin if there is a place. */
  private void admit(RoutingContext context) {
    if (!context.normalizedPath().startsWith("/v1/")) {
      context.next();
      return;
    }
    Share share = Share.of(context.normalizedPath());
    if (admission.enter(share)) {
      new Place(() -> admission.leave(share)).keepFor(context);
      context.next();
    } else {
      context.response().putHeader("Retry-After", ProblemDocument.seconds(retryAfter));
      problem(
          context,
          ProblemType.OVERLOADED,
          "This instance has as many calls under way as it takes. Nothing was done.");
    }
  }

  private static void harden(HttpServerResponse response) {
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader("Referrer-Policy", "no-referrer");
  }

  /** The framework would tell the methods of all addresses together. */
  private static void tellMethods(RoutingContext context) {
    String path = context.normalizedPath();
    if (ApiPaths.known(path) || ApiPaths.document(path)) {
      context
          .response()
          .putHeader("Allow", String.join(", ", ApiPaths.methods(path)) + ", OPTIONS")
          .setStatusCode(204)
          .end();
    } else {
      context.next();
    }
  }

  private void share(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (context.normalizedPath().startsWith("/v1/")) {
      answerOrigin(context);
    } else {
      if (context.request().getHeader("Origin") != null
          && ApiPaths.document(context.normalizedPath())) {
        response.putHeader("Access-Control-Allow-Origin", "*");
      }
      if (!headTooLarge(context)) {
        context.next();
      }
    }
  }

  /** Refuses a call by the size of its head, once a browser may read that. */
  private boolean headTooLarge(RoutingContext context) {
    Refusal refusal = HeadLimits.exceeded(context.request());
    if (refusal != null) {
      if (Framing.carriesBody(context.request())) {
        LastAnswer.to(context);
      }
      problem(context, refusal);
    }
    return refusal != null;
  }

  private void answerOrigin(RoutingContext context) {
    HttpServerResponse response = context.response();
    response.putHeader("Vary", "Origin");
    String origin = context.request().getHeader("Origin");
    if (origin != null && origins().contains(origin)) {
      response.putHeader("Access-Control-Allow-Origin", origin);
      response.putHeader("Access-Control-Expose-Headers", "Retry-After, WWW-Authenticate, Allow");
    }
    if (origin != null && preflight(context)) {
      if (origins().contains(origin)) {
        response
            .putHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, DELETE")
            .putHeader("Access-Control-Allow-Headers", "Authorization, Content-Type")
            .putHeader("Access-Control-Max-Age", "3600")
            .setStatusCode(204)
            .end();
      } else {
        problem(context, ProblemType.ORIGIN_NOT_ALLOWED, "No storefront is used from this origin.");
      }
      return;
    }
    if (!headTooLarge(context)) {
      bodies.next(
          context,
          ApiPaths.webhook(context.normalizedPath()) ? WebhookResource.LIMIT : JsonText.LIMIT);
    }
  }

  private static boolean preflight(RoutingContext context) {
    return context.request().method().equals(HttpMethod.OPTIONS)
        && context.request().getHeader("Access-Control-Request-Method") != null;
  }

  private static void keepOutOfCaches(RoutingContext context) {
    HttpServerResponse response = context.response();
    boolean cached = response.getStatusCode() < 400 && ApiPaths.document(context.normalizedPath());
    if (!cached && !response.headers().contains("Cache-Control")) {
      response.putHeader("Cache-Control", "no-store");
    }
  }

  private void nothingHere(RoutingContext context) {
    problem(context, ProblemType.NOT_FOUND, "There is no such address.");
  }

  /** Whatever failed outside a call, and what the framework refuses to look at. */
  private void failed(RoutingContext context) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.headWritten() || response.closed()) {
      return;
    }
    harden(response);
    response.putHeader("Cache-Control", "no-store");
    int status = context.statusCode() < 400 ? 500 : context.statusCode();
    if (context.failure() != null && status >= 500) {
      LOG.error("A request failed", new UnspokenFault(context.failure()));
    }
    Throwable why =
        context.failure() instanceof RefusedException refused
            ? refused
            : new WebApplicationException(status);
    problem(context, Failure.of(why).refusal());
  }

  private void problem(RoutingContext context, ProblemType type, String detail) {
    problem(context, Refusal.of(type, detail));
  }

  private void problem(RoutingContext context, Refusal refusal) {
    metrics.refusal(refusal.type());
    byte[] body =
        ProblemDocument.bytes(refusal, BaseAddress.of(publicUrl, context.request()), _ -> {});
    context
        .response()
        .setStatusCode(refusal.type().status())
        .putHeader("Content-Type", ProblemDocument.MEDIA_TYPE)
        .end(io.vertx.core.buffer.Buffer.buffer(body));
  }
}
