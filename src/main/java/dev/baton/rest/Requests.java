package dev.baton.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Action;
import dev.baton.checkout.Money;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Storefront;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the body of each call. */
@Singleton
final class Requests {
  private static final Pattern JSON =
      Pattern.compile("(?i)application/json *(; *charset *= *\"?utf-8\"? *)?");

  /** Merge with what the record says is newest. */
  static final String CURRENT = "current";

  private static final int MOST_ACTIONS = 100;

  private final ActionReader actions;

  Requests(Assertions assertions) {
    this.actions = new ActionReader(assertions);
  }

  /** What create is asked. */
  record Create(
      String storefront,
      String currency,
      String country,
      String locale,
      @Nullable String from,
      List<Action> actions,
      @Nullable Long expectedTotal,
      Set<Include> include) {}

  /**
   * What merge is asked.
   *
   * @param with a token, or {@link #CURRENT}
   * @param base the token that both come from, if it is known
   */
  record Merge(String with, @Nullable String base, Set<Include> include) {}

  /** What act is asked. */
  record Act(List<Action> actions, @Nullable Long expectedTotal, Set<Include> include) {}

  /** What refresh is asked. */
  record Refresh(Set<Include> include) {}

  /** What reserve is asked. */
  record Reserve(@Nullable Long expectedTotal) {}

  /** What pay is asked. */
  record Pay(
      @Nullable String method,
      @Nullable String returnUrl,
      long expectedTotal,
      boolean autoComplete) {}

  /** What complete is asked. */
  record Complete(long expectedTotal) {}

  Create create(HttpServerRequest request, InputStream input) {
    Body body =
        body(
            request,
            input,
            Set.of(
                "storefront",
                "currency",
                "country",
                "locale",
                "from",
                "actions",
                "expectedTotal",
                "include"));
    String storefront = body.text("storefront", TextRule.STOREFRONT);
    return new Create(
        storefront,
        body.text("currency", TextRule.CURRENCY),
        body.text("country", TextRule.COUNTRY),
        body.text("locale", TextRule.LOCALE),
        body.textOrNull("from", TextRule.TOKEN),
        body.listOrEmpty(
            "actions", MOST_ACTIONS, (value, at) -> actions.read(value, at, storefront)),
        totalOrNull(body),
        Include.of(body));
  }

  Act act(HttpServerRequest request, InputStream input, Storefront storefront) {
    Body body = body(request, input, Set.of("actions", "expectedTotal", "include"));
    return new Act(
        body.list(
            "actions", 1, MOST_ACTIONS, (value, at) -> actions.read(value, at, storefront.id())),
        totalOrNull(body),
        Include.of(body));
  }

  Refresh refresh(HttpServerRequest request, InputStream input) {
    return new Refresh(Include.of(bodyOrEmpty(request, input, Set.of("include"))));
  }

  Merge merge(HttpServerRequest request, InputStream input) {
    Body body = body(request, input, Set.of("with", "base", "include"));
    return new Merge(
        body.text("with", TextRule.TOKEN),
        body.textOrNull("base", TextRule.TOKEN),
        Include.of(body));
  }

  Reserve reserve(HttpServerRequest request, InputStream input) {
    return new Reserve(totalOrNull(bodyOrEmpty(request, input, Set.of("expectedTotal"))));
  }

  Pay pay(HttpServerRequest request, InputStream input) {
    Body body =
        body(request, input, Set.of("method", "returnUrl", "expectedTotal", "autoComplete"));
    return new Pay(
        body.textOrNull("method", TextRule.PAYMENT_METHOD),
        body.textOrNull("returnUrl", TextRule.URL),
        total(body),
        body.flag("autoComplete", true));
  }

  Complete complete(HttpServerRequest request, InputStream input) {
    return new Complete(total(body(request, input, Set.of("expectedTotal"))));
  }

  /** A call that is asked nothing; an empty object is the same as no body. */
  void nothing(HttpServerRequest request, InputStream input) {
    bodyOrEmpty(request, input, Set.of());
  }

  private static long total(Body body) {
    return body.integer("expectedTotal", 0, Money.MAX);
  }

  private static @Nullable Long totalOrNull(Body body) {
    return body.integerOrNull("expectedTotal", 0, Money.MAX);
  }

  private static Body body(HttpServerRequest request, InputStream input, Set<String> fields) {
    JsonNode value = json(request, input);
    if (value == null) {
      throw RefusedException.at(ProblemType.INVALID_JSON, "", "The body is empty.");
    }
    return Body.of(value, "", fields);
  }

  private static Body bodyOrEmpty(
      HttpServerRequest request, InputStream input, Set<String> fields) {
    JsonNode value = json(request, input);
    return Body.of(value == null ? JsonText.parse("{}") : value, "", fields);
  }

  private static @Nullable JsonNode json(HttpServerRequest request, InputStream input) {
    String length = request.getHeader("Content-Length");
    if (length != null && length.length() > 9) {
      throw JsonText.tooLarge();
    }
    String text = JsonText.read(input);
    if (text == null) {
      return null;
    }
    String type = request.getHeader("Content-Type");
    if (type == null || !JSON.matcher(type.strip()).matches()) {
      throw RefusedException.of(
          ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body has to be application/json in UTF-8.");
    }
    return JsonText.parse(text);
  }
}
