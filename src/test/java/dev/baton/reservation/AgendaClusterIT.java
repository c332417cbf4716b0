package dev.baton.reservation;

import dev.baton.local.LocalRedisCluster;

/** On a cluster of three primaries, each with a replica. */
class AgendaClusterIT extends AgendaContract {
  @Override
  RedisUnderTest launch() {
    return RedisUnderTest.cluster(LocalRedisCluster.launch(1));
  }
}
