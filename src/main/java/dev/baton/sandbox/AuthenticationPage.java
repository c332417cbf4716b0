package dev.baton.sandbox;

import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentIntent.Status;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Currency;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox's 3-D Secure page: the shopper approves or declines, and is sent back to the shop.
 * There is nothing here unless a payment of this sandbox was made.
 */
@Path("/sandbox/payments/{intent}/authenticate")
@Produces(MediaType.TEXT_HTML)
@BankPage
public class AuthenticationPage {
  private static final String TYPE = MediaType.TEXT_HTML + ";charset=UTF-8";
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

  private final SandboxPayments payments;

  AuthenticationPage(Sandbox sandbox) {
    this.payments = sandbox.payments();
  }

  @GET
  @RunOnVirtualThread
  @Operation(hidden = true)
  public Response ask(@PathParam("intent") String intent) {
    return payments
        .entry(intent)
        .map(entry -> page(Response.Status.OK, body(entry)))
        .orElseGet(AuthenticationPage::nothing);
  }

  @POST
  @RunOnVirtualThread
  @Operation(hidden = true)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response answer(
      @PathParam("intent") String intent, @FormParam("decision") @Nullable String decision) {
    boolean approved = "approve".equals(decision);
    if (!approved && !"decline".equals(decision)) {
      return page(Response.Status.BAD_REQUEST, "<p>Approve or decline.</p>");
    }
    return payments
        .authenticate(intent, approved)
        .map(AuthenticationPage::sendBack)
        .orElseGet(AuthenticationPage::nothing);
  }

  private static Response sendBack(SandboxPayments.Entry entry) {
    URI back = back(entry);
    return back == null
        ? page(Response.Status.OK, body(entry))
        : Response.seeOther(back).header("Cache-Control", "no-store").build();
  }

  /** The shop's return address, with what Stripe adds to it; null when it gave none. */
  private static @Nullable URI back(SandboxPayments.Entry entry) {
    if (entry.returnUrl() == null) {
      return null;
    }
    boolean failed = entry.intent().status() == Status.FAILED;
    return UriBuilder.fromUri(URI.create(entry.returnUrl()))
        .queryParam("payment_intent", entry.intent().id())
        .queryParam("redirect_status", failed ? "failed" : "succeeded")
        .build();
  }

  private static String body(SandboxPayments.Entry entry) {
    PaymentIntent intent = entry.intent();
    String amount = "<p class=\"amount\">" + escape(amount(intent)) + "</p>";
    if (intent.status() == Status.REQUIRES_ACTION && entry.method() != null) {
      return amount
          + "<p>Do you approve this payment?</p><form method=\"post\">"
          + "<button name=\"decision\" value=\"approve\">Approve</button> "
          + "<button name=\"decision\" value=\"decline\">Decline</button></form>";
    }
    URI back = back(entry);
    return amount
        + "<p>There is nothing to decide about this payment.</p>"
        + (back == null ? "" : "<p><a href=\"" + escape(back.toString()) + "\">Back</a></p>");
  }

  private static String amount(PaymentIntent intent) {
    int digits = Currency.getInstance(intent.currency()).getDefaultFractionDigits();
    return BigDecimal.valueOf(intent.amount(), digits).toPlainString() + " " + intent.currency();
  }

  private static Response nothing() {
    return page(Response.Status.NOT_FOUND, "<p>There is no such payment.</p>");
  }

  private static Response page(Response.Status status, String body) {
    return Response.status(status)
        .type(TYPE)
        .header("Cache-Control", "no-store")
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .entity(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<title>Sandbox bank</title><style>"
                + "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:24rem;margin:4rem auto;"
                + "padding:0 1rem}.amount{font-size:2rem;font-weight:600}"
                + "button{font:inherit;padding:.6rem 1.4rem}</style></head><body>"
                + "<main><h1>Sandbox bank</h1>"
                + body
                + "</main></body></html>")
        .build();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
