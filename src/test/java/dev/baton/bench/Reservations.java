package dev.baton.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Calls that reserve three SKUs each, every one for a checkout that has reserved nothing yet. */
final class Reservations {
  private static final List<String> SKUS = List.of("baton-steel", "mug-blue", "pin-one");

  private final ObjectMapper json = new ObjectMapper();
  private final LoadGenerator load;
  private final Queue<String> tokens = new ArrayDeque<>();
  private int made;

  /** Sees to it that there is stock for all of them. */
  Reservations(LoadGenerator load) {
    this.load = load;
    SKUS.forEach(sku ->
        load.once(Shop.request("PUT", "/sandbox/stock/" + sku, null, "{\"onHand\":100000000}")));
  }

  /** Begins so many checkouts, and forgets those that are left. */
  void mint(int count) {
    tokens.clear();
    var create = Shop.post("/v1/checkouts", null, Shop.create(SKUS));
    var left = new int[] {count};
    load.run(
        Duration.ofMinutes(1),
        () -> left[0]-- > 0 ? create : null,
        answer -> tokens.add(token(answer)));
    made += tokens.size();
  }

  /** The next call; null when every checkout has had its own. */
  byte @Nullable [] next() {
    return tokens.isEmpty() ? null : Shop.post("/v1/checkout/reservation", tokens.poll(), "{}");
  }

  /** How many checkouts were begun so far. */
  int made() {
    return made;
  }

  private String token(Buffer answer) {
    try {
      return Shop.token(json.readTree(answer.getBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
