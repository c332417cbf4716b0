package dev.baton.reservation;

import java.util.Map;
import java.util.function.Function;

/** The nodes of a Redis, and which of them answers for a key. */
interface RedisNodes {
  /** Connects ahead of the first call, if Redis is there. */
  void open();

  /**
   * Has the node asked that answers for a key, and another one if that says so.
   *
   * @param deadline of {@link System#nanoTime}
   * @throws RedisUnavailableException if none answered by then
   */
  <T> T ask(String key, long deadline, Question<T> question);

  /**
   * Asks every node that has keys of its own.
   *
   * @param deadline of {@link System#nanoTime}
   * @return by the node's name
   * @throws RedisUnavailableException if one of them did not answer by then
   */
  <T> Map<String, T> askEach(long deadline, Function<RedisLine, T> question);

  /** Which nodes that have keys answer by a deadline of {@link System#nanoTime}; throws nothing. */
  Presence presence(long deadline);

  /** How much of Redis is there. */
  enum Presence {
    ALL,
    SOME,
    NONE
  }

  /** Asks one node. */
  @FunctionalInterface
  interface Question<T> {
    /**
     * Sends what is to be sent.
     *
     * @param moving whether the key's slot is just moving to this node, which then answers only to
     *     who says ASKING first
     */
    T of(RedisLine line, boolean moving);
  }
}
