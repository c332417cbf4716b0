package dev.baton.sandbox.served;

import dev.baton.provider.InProcessQuotes;
import dev.baton.provider.contract.AnswerJson;
import dev.baton.provider.contract.ContractJson;
import dev.baton.provider.contract.PurchaseJson;
import dev.baton.provider.contract.QuoteJson;
import dev.baton.sandbox.Sandbox;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** The contract's quotes, screening and environment. */
@Path("/sandbox/providers")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Served
public class QuotesResource {
  private final Sandbox sandbox;

  QuotesResource(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @GET
  @Path("environment")
  public Response environment() {
    return ContractAnswers.of(
        () -> ContractJson.object().put("provider", Sandbox.NAME).put("environment", "test"));
  }

  @POST
  @Path("quotes")
  public Response quotes(byte[] request) {
    var desk =
        new InProcessQuotes(sandbox.pricing(), sandbox.stock(), sandbox.shipping(), sandbox.tax());
    return ContractAnswers.to(request, json -> AnswerJson.write(desk.ask(QuoteJson.request(json))));
  }

  @POST
  @Path("screenings")
  public Response screen(byte[] request) {
    return ContractAnswers.to(
        request,
        json -> {
          var purchase = PurchaseJson.read(json);
          var verdict = sandbox.screening().screen(purchase.contents(), purchase.totals());
          return ContractJson.object().put("verdict", verdict.name().toLowerCase(Locale.ROOT));
        });
  }
}
