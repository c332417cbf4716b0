package dev.baton.reservation;

import dev.baton.local.LocalSentinels;

/** On the primary that Sentinel names. */
class RedisHoldsSentinelIT extends HoldsContract {
  @Override
  RedisUnderTest launch() {
    return RedisUnderTest.sentinels(LocalSentinels.launch());
  }
}
