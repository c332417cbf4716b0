package dev.baton.reservation;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** What holds of every kind of Redis: of one that is started once, and empty before each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisContract {
  RedisUnderTest redis;

  /** Starts servers and clients. */
  abstract RedisUnderTest launch();

  @BeforeAll
  void start() {
    redis = launch().patiently();
  }

  @AfterAll
  void stop() {
    redis.close();
  }

  @BeforeEach
  void empty() {
    redis.flush();
  }
}
