package dev.baton.reservation;

/** On one server. */
class AgendaIT extends AgendaContract {
  @Override
  RedisUnderTest launch() {
    return new RedisUnderTest();
  }
}
