package dev.baton.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/**
 * What the speed of a step is measured against: the framework parses a JSON body and writes it
 * again, and nothing else happens. It is compiled into the build of {@code ./baton bench} only.
 */
@Path("/bench/echo")
public class Echo {
  /** Where the API's own resources run. */
  @POST
  @RunOnVirtualThread
  public JsonNode onVirtualThread(JsonNode body) {
    return body;
  }

  /** The least that the framework can do. */
  @POST
  @Path("/event-loop")
  @NonBlocking
  public JsonNode onEventLoop(JsonNode body) {
    return body;
  }
}
