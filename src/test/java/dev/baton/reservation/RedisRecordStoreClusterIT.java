package dev.baton.reservation;

import dev.baton.local.LocalRedisCluster;

/** On a cluster of three primaries, each with a replica. */
class RedisRecordStoreClusterIT extends RecordStoreContract {
  @Override
  RedisUnderTest launch() {
    return RedisUnderTest.cluster(LocalRedisCluster.launch(1));
  }
}
