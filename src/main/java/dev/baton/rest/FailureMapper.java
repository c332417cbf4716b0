package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what the framework refuses before a call begins: unknown paths, methods, media types. */
public class FailureMapper {
  private final Calls calls;

  public FailureMapper(Calls calls) {
    this.calls = calls;
  }

  @ServerExceptionMapper(priority = 1)
  Response answer(Throwable thrown, HttpServerRequest request) {
    Response response = calls.problem(thrown, request);
    return response.getStatus() == ProblemType.METHOD_NOT_ALLOWED.status()
        ? Response.fromResponse(response)
            .header("Allow", String.join(", ", ApiPaths.methods(request.path())))
            .build()
        : response;
  }
}
