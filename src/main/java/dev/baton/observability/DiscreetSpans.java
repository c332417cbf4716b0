package dev.baton.observability;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.internal.ExtendedSpanProcessor;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of spans whatever a client or a provider can put there, just before they end: only
 * attributes that are known to be harmless are kept, of addresses only what doesn't name anybody.
 * The instrumentation of the framework notes paths, queries, user agents and network addresses.
 */
final class DiscreetSpans implements ExtendedSpanProcessor {
  private static final String TAKEN_OUT = "-";
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");

  private static final Set<String> HARMLESS =
      Set.of(
          "http.request.method",
          "http.route",
          "url.scheme",
          "server.address",
          "network.protocol.name",
          "network.protocol.version",
          "error.type",
          "db.system",
          "db.operation",
          "code.function",
          "code.namespace",
          "thread.name");

  @Override
  public void onEnding(ReadWriteSpan span) {
    span.getAttributes()
        .forEach((key, _) -> {
          if (key.getType() == AttributeType.STRING) {
            clean(span, key.getKey());
          } else if (key.getType() == AttributeType.STRING_ARRAY) {
            span.setAttribute(AttributeKey.stringArrayKey(key.getKey()), List.of(TAKEN_OUT));
          }
        });
    if (span.toSpanData().getStatus().getStatusCode() == StatusCode.ERROR) {
      span.setStatus(StatusCode.ERROR, "");
    }
    if (span.getKind() == SpanKind.SERVER) {
      String route = route(span);
      span.updateName(span.getAttribute(METHOD) + (route == null ? "" : " " + route));
    }
  }

  private static void clean(ReadWriteSpan span, String key) {
    String route = route(span);
    switch (key) {
      case "url.path" -> span.setAttribute(key, route == null ? TAKEN_OUT : route);
      case "http.route" -> span.setAttribute(key, route == null ? TAKEN_OUT : route);
      case "url.full" ->
          span.setAttribute(key, withoutSecrets(String.valueOf(span.getAttribute(URL))));
      default -> {
        if (!HARMLESS.contains(key)) {
          span.setAttribute(key, TAKEN_OUT);
        }
      }
    }
  }

  /** The route that the call has found; null when it found none of the API's. */
  private static @Nullable String route(ReadWriteSpan span) {
    String route = span.getAttribute(ROUTE);
    return route != null && ApiRoutes.isOne(route) ? route : null;
  }

  /** Without the user, the password and the query. */
  static String withoutSecrets(String url) {
    try {
      URI uri = new URI(url);
      return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), null, null)
          .toString();
    } catch (URISyntaxException e) {
      return TAKEN_OUT;
    }
  }

  @Override
  public boolean isOnEndingRequired() {
    return true;
  }

  @Override
  public void onStart(Context parentContext, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
