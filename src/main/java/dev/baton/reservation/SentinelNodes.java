package dev.baton.reservation;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The primary that Redis Sentinels name, see
 * https://redis.io/docs/latest/develop/reference/sentinel-clients/.
 *
 * <p>The client's own Sentinel connection asks one after the other, and waits for each as long as
 * it keeps its connection: a frozen one would stop everybody who starts or looks for a new primary.
 * Here all are asked at once.
 */
final class SentinelNodes implements RedisNodes {
  /** So soon a primary is left that still answers us, while the Sentinels have named another. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  /** How long a Sentinel has to name the primary. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final List<Sentinel> sentinels;
  private final String name;
  private final Function<String, Redis> clients;
  private final Map<String, RedisLine> lines = new ConcurrentHashMap<>();
  private final Learnt<Word> primary = new Learnt<>("redis-primary", this::named, this::use);

  /**
   * The primary of a name.
   *
   * @param endpoints the Sentinels; the primary has the user, password, scheme and database of the
   *     one that names it
   * @param clients makes the client of a single node from its address
   */
  SentinelNodes(List<String> endpoints, String name, Function<String, Redis> clients) {
    this.sentinels =
        endpoints.stream()
            .map(RedisURI::new)
            .map(uri -> new Sentinel(uri, new RedisLine(clients.apply(uri.baseUri()))))
            .toList();
    this.name = name;
    this.clients = clients;
  }

  /** Finds the primary, and connects to it. */
  @Override
  public void open() {
    primary.anew();
  }

  @Override
  public <T> T ask(String key, long deadline, Question<T> question) {
    return ask(deadline, line -> question.of(line, false));
  }

  @Override
  public <T> Map<String, T> askEach(long deadline, Function<RedisLine, T> question) {
    return Map.of("redis", ask(deadline, question));
  }

  @Override
  public Presence presence(long deadline) {
    try {
      ask(deadline, line -> line.send(Request.cmd(Command.PING), deadline));
      return Presence.ALL;
    } catch (RedisUnavailableException e) {
      return Presence.NONE;
    }
  }

  private <T> T ask(long deadline, Function<RedisLine, T> question) {
    var line = line(primary.get(deadline).primary());
    primary.renew(FRESH);
    try {
      return question.apply(line);
    } catch (RedisUnavailableException e) {
      if (!RedisReply.of(e.getCause()).leavesConnectionGood()) {
        primary.anew();
      }
      throw e;
    }
  }

  private RedisLine line(String address) {
    return lines.computeIfAbsent(address, a -> new RedisLine(clients.apply(a)));
  }

  private void use(Word word) {
    var address = word.primary();
    line(address).open();
    lines.forEach((other, line) -> {
      if (!other.equals(address) && lines.remove(other, line)) {
        line.close();
      }
    });
  }

  /**
   * The primary of the newest fail-over that more than half of the Sentinels know of, or those that
   * answer in time: one that was cut off, or frozen, still names the one before. What so few say
   * isn't believed against a newer fail-over that is known already.
   */
  private Word named() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    var asked =
        new ExecutorCompletionService<Word>(
            task -> Thread.ofVirtual().name("redis-sentinel").start(task));
    sentinels.forEach(sentinel -> asked.submit(() -> sentinel.word(name, deadline)));
    Word newest = null;
    Throwable fault = new IllegalStateException("no Sentinels are configured");
    int words = 0;
    for (int i = 0; i < sentinels.size() && words <= sentinels.size() / 2; i++) {
      var heard = next(asked);
      if (heard.state() == Future.State.SUCCESS) {
        words++;
        newest = heard.resultNow().newer(newest);
      } else {
        fault = heard.exceptionNow();
      }
    }
    if (newest == null) {
      throw fault instanceof RedisUnavailableException e ? e : new RedisUnavailableException(fault);
    }
    var known = primary.known();
    boolean most = words > sentinels.size() / 2;
    return known != null && !most && newest.epoch() < known.epoch() ? known : newest;
  }

  private static Future<Word> next(ExecutorCompletionService<Word> asked) {
    try {
      return asked.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisUnavailableException(e);
    }
  }

  /**
   * What a Sentinel says.
   *
   * @param epoch of the fail-over that made it the primary; each has a greater one
   */
  private record Word(String primary, long epoch) {
    Word newer(@Nullable Word other) {
      return other == null || epoch > other.epoch ? this : other;
    }
  }

  private record Sentinel(RedisURI uri, RedisLine line) {
    Word word(String name, long deadline) {
      // Asked for first, so that a fail-over in between makes the word too old, and never too new.
      long epoch = ask("MASTER", name, deadline).get("config-epoch").toLong();
      Response address = ask("GET-MASTER-ADDR-BY-NAME", name, deadline);
      if (address == null) {
        throw new IllegalStateException("a Sentinel knows no primary of this name");
      }
      var host = address.get(0).toString();
      var node =
          new RedisURI(
              uri, host.contains(":") ? "[" + host + "]" : host, address.get(1).toInteger());
      return new Word(
          node.select() == null ? node.baseUri() : node.baseUri() + "/" + node.select(), epoch);
    }

    private Response ask(String what, String name, long deadline) {
      return line.send(Request.cmd(Command.SENTINEL).arg(what).arg(name), deadline);
    }
  }
}
