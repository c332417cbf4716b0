package dev.baton.completion;

import dev.baton.local.LocalRedis;
import dev.baton.token.VerifiedToken;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** Each test at the anchors of one instance, with books and a Redis that are empty before it. */
abstract class AtTheAnchors {
  @Inject ShopFloor floor;
  LocalRedis redis;
  Anchors anchors;

  @BeforeEach
  void reset() {
    floor.sandbox.reset();
    redis.command("FLUSHALL");
    anchors = floor.anchors();
  }

  AnchorResult reserve(VerifiedToken token) {
    return anchors.reserve(token, floor.storefront, null, "{}");
  }

  AnchorResult release(VerifiedToken token) {
    return anchors.release(token, floor.storefront, "{}");
  }

  AnchorResult cancel(VerifiedToken token) {
    return anchors.cancel(token, floor.storefront, "{}");
  }
}
