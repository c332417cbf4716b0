package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import dev.baton.token.Storefronts;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

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
  private static final Set<String> CACHED =
      Set.of("/.well-known/", "/problems", "/openapi", "/swagger");

  private final Set<String> origins;
  private final Optional<String> publicUrl;

  public WebRules(
      Storefronts storefronts,
      @ConfigProperty(name = "baton.public-url") Optional<String> publicUrl) {
    this.origins =
        storefronts.all().stream()
            .flatMap(storefront -> storefront.origins().stream())
            .collect(Collectors.toUnmodifiableSet());
    this.publicUrl = publicUrl;
  }

  void register(@Observes Filters filters) {
    filters.register(this::before, BEFORE_EVERYTHING);
  }

  void register(@Observes Router router) {
    router.route().last().handler(this::nothingHere);
  }

  private void before(RoutingContext context) {
    HttpServerResponse response = context.response();
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader("Referrer-Policy", "no-referrer");
    context.addHeadersEndHandler(_ -> keepOutOfCaches(context));
    if (context.normalizedPath().startsWith("/v1/")) {
      answerOrigin(context);
    } else {
      if (context.request().getHeader("Origin") != null
          && CACHED.stream().anyMatch(context.normalizedPath()::startsWith)) {
        response.putHeader("Access-Control-Allow-Origin", "*");
      }
      context.next();
    }
  }

  private void answerOrigin(RoutingContext context) {
    HttpServerResponse response = context.response();
    response.putHeader("Vary", "Origin");
    String origin = context.request().getHeader("Origin");
    if (origin != null && origins.contains(origin)) {
      response.putHeader("Access-Control-Allow-Origin", origin);
      response.putHeader("Access-Control-Expose-Headers", "Retry-After, WWW-Authenticate, Allow");
    }
    if (origin != null && preflight(context)) {
      if (origins.contains(origin)) {
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
    context.next();
  }

  private static boolean preflight(RoutingContext context) {
    return context.request().method().equals(HttpMethod.OPTIONS)
        && context.request().getHeader("Access-Control-Request-Method") != null;
  }

  private static void keepOutOfCaches(RoutingContext context) {
    HttpServerResponse response = context.response();
    boolean cached =
        response.getStatusCode() < 400
            && CACHED.stream().anyMatch(context.normalizedPath()::startsWith);
    if (!cached && !response.headers().contains("Cache-Control")) {
      response.putHeader("Cache-Control", "no-store");
    }
  }

  private void nothingHere(RoutingContext context) {
    problem(context, ProblemType.NOT_FOUND, "There is no such address.");
  }

  private void problem(RoutingContext context, ProblemType type, String detail) {
    byte[] body =
        ProblemDocument.bytes(
            Refusal.of(type, detail), BaseAddress.of(publicUrl, context.request()), _ -> {});
    context
        .response()
        .setStatusCode(type.status())
        .putHeader("Content-Type", ProblemDocument.MEDIA_TYPE)
        .end(io.vertx.core.buffer.Buffer.buffer(body));
  }
}
