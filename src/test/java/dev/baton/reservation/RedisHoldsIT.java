package dev.baton.reservation;

/** On a standalone Redis. */
class RedisHoldsIT extends HoldsContract {
  @Override
  RedisUnderTest launch() {
    return new RedisUnderTest();
  }
}
