package dev.baton.provider.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Cuts the connection of a request whose answer hasn't ended in time. Without it, an answer that
 * nobody reads any more would be received and thrown away for as long as the provider sends.
 */
record Deadline(Duration time) implements Consumer<HttpClientRequest> {
  @Override
  public void accept(HttpClientRequest request) {
    var context = Vertx.currentContext();
    if (context == null) {
      return;
    }
    var vertx = context.owner();
    long timer = vertx.setTimer(time.toMillis(), id -> request.reset());
    request
        .response()
        .compose(response -> response.end())
        .onComplete(ended -> vertx.cancelTimer(timer));
  }
}
