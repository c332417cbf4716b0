package dev.baton.rest;

import dev.baton.checkout.LinesAndCodes;
import dev.baton.checkout.ProblemType;
import dev.baton.token.ResumeToken;
import dev.baton.token.ResumeTokens;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;

/** Makes the link with which another device goes on, in a checkout of its own. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ResumeLinkResource {
  private final Calls calls;
  private final Requests requests;
  private final ResumeTokens tokens;
  private final ResumeLinks links;
  private final ResumeConfig config;

  public ResumeLinkResource(
      Calls calls, Requests requests, ResumeTokens tokens, ResumeLinks links, ResumeConfig config) {
    this.calls = calls;
    this.requests = requests;
    this.tokens = tokens;
    this.links = links;
    this.config = config;
  }

  @POST
  @Path("/checkout/resume-link")
  public Response link(InputStream body, @Context HttpServerRequest request) {
    return calls.run(
        Step.LINK,
        request,
        call -> {
          Calls.Opened opened = calls.open(call);
          requests.nothing(request, body);
          LinesAndCodes contents = LinesAndCodes.of(opened.checkout().contents());
          if (contents.lines().isEmpty()) {
            throw RefusedException.of(
                ProblemType.CHECKOUT_EMPTY, "There is nothing that a link could bring back.");
          }
          ResumeToken token = tokens.seal(opened.storefront().id(), contents, config.life());
          String link = links.link(opened.storefront(), call.base(), token.compact());
          byte[] answer =
              JsonBytes.of(json -> {
                json.writeStartObject();
                json.writeStringField("link", link);
                json.writeStringField("expiresAt", token.expiresAt().toString());
                json.writeEndObject();
              });
          return Response.ok(answer, MediaType.APPLICATION_JSON_TYPE).build();
        });
  }
}
