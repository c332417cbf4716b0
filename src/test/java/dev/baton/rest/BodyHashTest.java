package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class BodyHashTest {
  @Test
  void theSameWishHasTheSameHashAndAnyOtherAnother() {
    assertEquals(
        BodyHash.of(Step.PAY, "a", null, 1L, true), BodyHash.of(Step.PAY, "a", null, 1L, true));
    assertNotEquals(BodyHash.of(Step.PAY, "a", null), BodyHash.of(Step.PAY, null, "a"));
    assertNotEquals(BodyHash.of(Step.PAY, "ab", "c"), BodyHash.of(Step.PAY, "a", "bc"));
    assertNotEquals(BodyHash.of(Step.PAY, (Object) null), BodyHash.of(Step.PAY, ""));
    assertNotEquals(BodyHash.of(Step.PAY), BodyHash.of(Step.CANCEL));
  }
}
