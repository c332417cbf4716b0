package dev.baton.sandbox.served;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.Money;
import dev.baton.checkout.Port;
import dev.baton.checkout.StockLevel;
import dev.baton.provider.contract.ContractJson;
import dev.baton.provider.contract.ContractViolation;
import dev.baton.sandbox.Effect;
import dev.baton.sandbox.Mischief;
import dev.baton.sandbox.Sandbox;
import dev.baton.sandbox.SandboxEvents;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The books of the served sandbox: what it sells, has, sold and took, for tests and demos. */
@Path("/sandbox")
@RunOnVirtualThread
@Served
public class BooksResource {
  private static final String WEBHOOK = "webhook";
  private static final String EFFECT = "/effect";

  private final Sandbox sandbox;
  private final SandboxEvents events;

  BooksResource(Sandbox sandbox, SandboxEvents events) {
    this.sandbox = sandbox;
    this.events = events;
  }

  @GET
  @Path("products")
  public Response products() {
    return ContractAnswers.of(() -> BooksJson.products(sandbox));
  }

  @GET
  @Path("stock/{sku}")
  public Response stock(@PathParam("sku") String sku) {
    return level(() -> sandbox.stock().level(sku));
  }

  /** Sets the units on hand: {@code {"onHand":10}}. */
  @PUT
  @Path("stock/{sku}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response restock(@PathParam("sku") String sku, byte[] request) {
    return level(
        () -> sandbox.stock().set(sku, ContractJson.read(request).integer("onHand", 0, Money.MAX)));
  }

  private interface Level {
    @Nullable StockLevel get();
  }

  private Response level(Level level) {
    return ContractAnswers.ifAny(
        "no-such-stock",
        () ->
            Optional.ofNullable(level.get())
                .map(found -> BooksJson.stock(found, sandbox.orders().sold(found.sku()))));
  }

  /** Every order, oldest first, or those of one checkout. */
  @GET
  @Path("orders")
  public Response orders(@QueryParam("checkout") @Nullable String checkout) {
    return ContractAnswers.of(() ->
        BooksJson.orders(
            sandbox.orders().orders().stream()
                .filter(order -> checkout == null || order.request().checkout().equals(checkout))
                .toList()));
  }

  /** Every payment, oldest first, or those of one checkout. */
  @GET
  @Path("payments")
  public Response payments(@QueryParam("checkout") @Nullable String checkout) {
    return ContractAnswers.of(() ->
        BooksJson.payments(
            sandbox.payments().entries().stream()
                .filter(entry -> checkout == null || entry.checkout().equals(checkout))
                .toList()));
  }

  /** Forgets orders, payments and faults, and restocks. */
  @POST
  @Path("reset")
  public Response reset() {
    return ContractAnswers.of(() -> {
      events.forget();
      sandbox.reset();
      return ContractJson.object().put("reset", true);
    });
  }

  /** Makes events misbehave on their way: {@code {"effect":"duplicate"}}. */
  @PUT
  @Path("faults/webhook")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response makeMischief(byte[] request) {
    return ContractAnswers.to(
        request,
        json -> {
          var mischief = mischief(json.text("effect"));
          events.set(mischief);
          return fault(WEBHOOK, mischief.wire());
        });
  }

  /** How many events have met what goes wrong at present. */
  @GET
  @Path("faults/webhook")
  public Response mischief() {
    return ContractAnswers.of(() -> ContractJson.object().put("met", events.met()));
  }

  @DELETE
  @Path("faults/webhook")
  public Response behave() {
    return ContractAnswers.of(() -> {
      events.set(null);
      return fault(WEBHOOK, null);
    });
  }

  /** Makes every call to a port misbehave: {@code {"effect":"down"}}. */
  @PUT
  @Path("faults/{port}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response misbehave(@PathParam("port") String port, byte[] request) {
    return ContractAnswers.to(
        request,
        json -> {
          var effect = effect(json.text("effect"));
          sandbox.gate().set(port(port), effect);
          return fault(port, effect.wire());
        });
  }

  /** How many calls have met the port's fault. */
  @GET
  @Path("faults/{port}")
  public Response fault(@PathParam("port") String port) {
    return ContractAnswers.of(
        () -> ContractJson.object().put("met", sandbox.gate().met(port(port))));
  }

  @DELETE
  @Path("faults/{port}")
  public Response mend(@PathParam("port") String port) {
    return ContractAnswers.of(() -> {
      sandbox.gate().clear(port(port));
      return fault(port, null);
    });
  }

  private static ObjectNode fault(String port, @Nullable String effect) {
    return ContractJson.object().put("port", port).put("effect", effect);
  }

  private static Port port(String name) {
    return Arrays.stream(Port.values())
        .filter(port -> port.wire().equals(name))
        .findAny()
        .orElseThrow(() -> unknown("", Port.values(), Port::wire));
  }

  private static Mischief mischief(String name) {
    return Arrays.stream(Mischief.values())
        .filter(mischief -> mischief.wire().equals(name))
        .findAny()
        .orElseThrow(() -> unknown(EFFECT, Mischief.values(), Mischief::wire));
  }

  private static Effect effect(String name) {
    return Arrays.stream(Effect.values())
        .filter(effect -> effect.wire().equals(name))
        .findAny()
        .orElseThrow(() -> unknown(EFFECT, Effect.values(), Effect::wire));
  }

  /** Says which words there are: who tries things out shouldn't have to look them up. */
  private static <T> ContractViolation unknown(String pointer, T[] all, Function<T, String> wire) {
    return new ContractViolation(
        pointer,
        (pointer.isEmpty() ? "is for none of " : "is none of ")
            + Arrays.stream(all).map(wire).collect(Collectors.joining(", ")));
  }
}
