package dev.baton.reservation;

import dev.baton.local.LocalTlsRedis;

/** On a Redis with TLS and a password. */
class RedisHoldsTlsIT extends HoldsContract {
  @Override
  RedisUnderTest launch() {
    return RedisUnderTest.tls(LocalTlsRedis.launch());
  }
}
