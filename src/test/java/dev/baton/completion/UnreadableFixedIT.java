package dev.baton.completion;

import static dev.baton.completion.ShopFloor.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.baton.checkout.Action;
import dev.baton.local.LocalRedisResource;
import dev.baton.payment.Goal;
import dev.baton.payment.Outcome;
import dev.baton.token.TokenCodec;
import dev.baton.token.VerifiedToken;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** Completing a payment whose own copy of what was fixed can't be opened any more. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class UnreadableFixedIT extends AtTheAnchors {
  @Test
  void isOrderedFromAnotherTokenThatSaysTheSame() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    assertInstanceOf(Outcome.Completed.class, completed(paid, paid));
    assertEquals(1, floor.sandbox.orders().orders().size());
    assertEquals(floor.total(paid), floor.taken(paid));
  }

  @Test
  void waitsWhileOnlyAnotherTokenThatCostsTheSameIsThere() {
    VerifiedToken paid = floor.paid("mug-blue", 1);
    VerifiedToken edited = floor.edited(paid, new Action.SetAttribute("gift-note", "for you"));
    assertEquals(floor.total(paid), floor.total(edited));
    assertInstanceOf(Outcome.Later.class, completed(paid, edited));
    assertEquals(0, floor.sandbox.orders().orders().size());
    assertInstanceOf(Outcome.Completed.class, completed(paid, paid));
    assertEquals(floor.total(paid), floor.taken(paid));
  }

  /** By a worker that opens no sealed copy, and has only this token to go by. */
  private Outcome completed(VerifiedToken paid, VerifiedToken given) {
    Workshop shop = blind();
    Records.Found found = shop.records().load(id(paid));
    return new Worker(
            shop, floor.storefront, found, found.record(), given.checkout().contents(), given, null)
        .run(new Goal.Recover(), true);
  }

  private Workshop blind() {
    Workshop shop =
        floor.workshop(
            floor.store, floor.sandbox.payments(), floor.sandbox.orders(), FailPoint.NONE);
    TokenCodec blind =
        (TokenCodec)
            Proxy.newProxyInstance(
                TokenCodec.class.getClassLoader(),
                new Class<?>[] {TokenCodec.class},
                (codec, call, arguments) ->
                    call.getName().equals("openFromRecord")
                        ? null
                        : call.invoke(floor.codec, arguments));
    return new Workshop(
        shop.records(),
        shop.followUps(),
        shop.stock(),
        shop.intents(),
        shop.orders(),
        blind,
        shop.config(),
        shop.failPoint(),
        shop.tally(),
        shop.news(),
        shop.nanos());
  }
}
