package dev.baton.provider.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.eclipse.microprofile.rest.client.ext.ClientHeadersFactory;
import org.jspecify.annotations.Nullable;

/**
 * The headers of every call: our bearer token, and the trace that the caller's request is part of.
 * When traces are exported, the tracing extension puts its own span in place of the caller's.
 */
record OutgoingHeaders(@Nullable String token) implements ClientHeadersFactory {
  private static final List<String> TRACE = List.of("traceparent", "tracestate");

  @Override
  public MultivaluedMap<String, String> update(
      MultivaluedMap<String, String> incoming, MultivaluedMap<String, String> outgoing) {
    var headers = new MultivaluedHashMap<String, String>();
    if (token != null) {
      headers.putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    }
    for (var name : TRACE) {
      var value = incoming.getFirst(name);
      if (value != null) {
        headers.putSingle(name, value);
      }
    }
    return headers;
  }

  /** Redacts the token. */
  @Override
  public String toString() {
    return "OutgoingHeaders[redacted]";
  }
}
