package dev.baton.reservation;

/** On a standalone Redis. */
class RedisRecordStoreIT extends RecordStoreContract {
  @Override
  RedisUnderTest launch() {
    return new RedisUnderTest();
  }
}
