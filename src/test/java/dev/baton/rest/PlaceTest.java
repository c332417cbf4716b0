package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.rest.Admission.Share;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
  private final AtomicInteger left = new AtomicInteger();
  private final Place place = new Place(left::incrementAndGet);

  @Test
  void isKeptWhileTheWorkGoesOnThoughTheClientIsGone() {
    assertTrue(place.begin());

    place.done();

    assertEquals(0, left.get());
    place.done();
    assertEquals(1, left.get());
  }

  @Test
  void noWorkBeginsForAClientThatIsGone() {
    place.done();

    assertFalse(place.begin());
    assertEquals(1, left.get());
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/checkout/payment, ANCHOR",
    "/v1/checkout/payment/, ANCHOR",
    "/v1/payments/stripe/webhook, ANCHOR",
    "/v1/checkout/actions, STEP"
  })
  void isOneOfThoseForItsAddress(String path, Share share) {
    assertEquals(share, Share.of(path));
  }
}
