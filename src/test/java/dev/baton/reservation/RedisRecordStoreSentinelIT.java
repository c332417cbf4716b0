package dev.baton.reservation;

import dev.baton.local.LocalSentinels;

/** On the primary that Sentinel names. */
class RedisRecordStoreSentinelIT extends RecordStoreContract {
  @Override
  RedisUnderTest launch() {
    return RedisUnderTest.sentinels(LocalSentinels.launch());
  }
}
