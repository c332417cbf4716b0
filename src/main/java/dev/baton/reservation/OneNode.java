package dev.baton.reservation;

import java.util.Map;
import java.util.function.Function;

/** A standalone Redis: one node has every key. */
final class OneNode implements RedisNodes {
  private final RedisLine line;

  OneNode(RedisLine line) {
    this.line = line;
  }

  @Override
  public void open() {
    line.open();
  }

  @Override
  public <T> T ask(String key, long deadline, Question<T> question) {
    return question.of(line, false);
  }

  @Override
  public <T> Map<String, T> askEach(long deadline, Function<RedisLine, T> question) {
    return Map.of("redis", question.apply(line));
  }

  @Override
  public Presence presence(long deadline) {
    return line.answers(deadline) ? Presence.ALL : Presence.NONE;
  }
}
