package dev.baton.rest;

import dev.baton.checkout.Storefront;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** One call while it is being answered. */
final class Call {
  private final HttpServerRequest request;
  private final BaseAddress base;
  private @Nullable Storefront storefront;
  private @Nullable String checkout;

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

  @Nullable Storefront storefront() {
    return storefront;
  }

  /** The checkout's id, for the log. */
  @Nullable String checkout() {
    return checkout;
  }
}
