package dev.baton.sandbox;

import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentIntent.NextAction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where a client confirms a payment that was made without a method, as it would with a provider's
 * own JavaScript.
 */
@Path("/sandbox/payments/{intent}/confirm")
@Produces(MediaType.APPLICATION_JSON)
@BankPage
public class ClientConfirmation {
  private final SandboxPayments payments;

  ClientConfirmation(Sandbox sandbox) {
    this.payments = sandbox.payments();
  }

  /**
   * How the payment stands.
   *
   * @param url where the shopper has to go, or null
   */
  @RegisterForReflection
  public record Confirmed(String status, @Nullable String declineCode, @Nullable String url) {}

  @POST
  @RunOnVirtualThread
  @Operation(hidden = true)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  public Response confirm(
      @PathParam("intent") String intent,
      @FormParam("client_secret") @Nullable String secret,
      @FormParam("payment_method") @Nullable String method) {
    Optional<PaymentIntent> confirmed =
        secret == null || method == null
            ? Optional.empty()
            : payments.confirm(intent, secret, method);
    return confirmed
        .map(ClientConfirmation::seen)
        .map(seen -> Response.ok(seen).header("Cache-Control", "no-store").build())
        .orElseGet(() -> Response.status(Response.Status.BAD_REQUEST).build());
  }

  private static Confirmed seen(PaymentIntent intent) {
    return new Confirmed(
        intent.status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        intent.declineCode(),
        intent.nextAction() instanceof NextAction.Redirect(String url) ? url : null);
  }
}
