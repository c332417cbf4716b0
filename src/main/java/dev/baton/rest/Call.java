package dev.baton.rest;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Storefront;
import dev.baton.observability.Stage;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call while it is being answered. */
final class Call {
  private final HttpServerRequest request;
  private final BaseAddress base;
  private @Nullable Storefront storefront;
  private @Nullable String checkout;
  private Set<Stage> behind = Set.of();

  Call(HttpServerRequest request, BaseAddress base) {
    this.request = request;
    this.base = base;
  }

  HttpServerRequest request() {
    return request;
  }

  BaseAddress base() {
    return base;
  }

  /** What is known once the token is verified, or the checkout created. */
  void concerns(Storefront newStorefront, String newCheckout) {
    storefront = newStorefront;
    checkout = newCheckout;
  }

  /** The checkout before the call, which newly reached stages are told by. */
  void from(Checkout before) {
    behind = Stage.of(before);
  }

  /** The stages that the checkout has reached by this call, but for those its record tells. */
  Set<Stage> newlyReached(Checkout after) {
    Set<Stage> stages = Stage.of(after);
    stages.removeAll(behind);
    stages.removeAll(Stage.RECORDED);
    return stages;
  }

  @Nullable Storefront storefront() {
    return storefront;
  }

  /** The checkout's id, for the log. */
  @Nullable String checkout() {
    return checkout;
  }
}
