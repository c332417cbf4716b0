package dev.baton.rest;

import dev.baton.token.PublicKeys;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Publishes the keys that whoever holds a token verifies it with, the edge above all. */
@Path("/.well-known/jwks.json")
public class JwksResource {
  private final PublicKeys keys;

  JwksResource(PublicKeys keys) {
    this.keys = keys;
  }

  /** The key set (RFC 7517): public members only, those of keys that will sign soon included. */
  @GET
  @Operation(summary = "The public keys of checkout tokens")
  public Response keys() {
    return Response.ok(keys.jwks(), "application/jwk-set+json")
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + PublicKeys.MAX_AGE.toSeconds())
        .build();
  }
}
