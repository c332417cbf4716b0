package dev.baton.reservation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.reservation.Holds.Place;
import dev.baton.reservation.Holds.Taken;
import dev.baton.reservation.Holds.Want;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis stopped, paused and emptied under a client that lives on. */
class RedisFaultsIT {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration AT_MOST = Duration.ofSeconds(1);
  private static final Place MUG = new Place("mug", "main");

  private RedisUnderTest redis;
  private RedisHolds holds;

  @BeforeEach
  void start() {
    redis = new RedisUnderTest();
    holds = redis.holds();
    assertInstanceOf(Taken.Held.class, take("warm"));
    holds.release("warm", List.of(MUG), List.of());
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void aStoppedRedisIsUnavailableWithinASecondAndFineAfterItsReturn() {
    redis.server.stop();
    for (int i = 0; i < 40; i++) {
      assertUnavailableInTime();
    }

    redis.server.start();
    var records = redis.records();
    await()
        .atMost(Duration.ofSeconds(5))
        .ignoreExceptions()
        .until(() -> records.load("c").version() == 0);
    assertInstanceOf(Taken.Held.class, take("a"));
  }

  @Test
  void aPausedRedisIsUnavailableWithinASecondToEverybody() throws Exception {
    redis.server.pause();
    var tasks = new ArrayList<Callable<Void>>();
    for (int i = 0; i < 100; i++) {
      tasks.add(() -> {
        assertUnavailableInTime();
        return null;
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var future : threads.invokeAll(tasks)) {
        future.get();
      }
    } finally {
      redis.server.resume();
    }

    await()
        .atMost(Duration.ofSeconds(5))
        .ignoreExceptions()
        .until(() -> take("a") instanceof Taken.Held);
  }

  @Test
  void whatWasAskedOfAPausedRedisIsNotDoneLater() {
    redis.server.pause();
    assertThrows(RedisUnavailableException.class, () -> take("a"));
    redis.server.resume();

    // Commands are carried out in the order of their arrival, so this one waits for that of a.
    assertEquals("PONG", redis.send(Command.PING).toString());
    await().until(() -> commandsUnderWay() == 0);
    assertEquals(0, redis.held(MUG));
  }

  @Test
  void aConnectionThatRedisClosesIsReplaced() {
    for (int i = 0; i < 20; i++) {
      redis.server.command("CLIENT KILL TYPE normal");
      await()
          .atMost(Duration.ofSeconds(1))
          .pollInterval(Duration.ofMillis(1))
          .ignoreExceptions()
          .until(() -> take("a") instanceof Taken.Held);
    }
    assertTrue(redis.send(Command.CLIENT, "LIST").toString().lines().count() <= 3);
  }

  @Test
  void noConnectionIsLeftBehindByTimeOuts() {
    for (int i = 0; i < 3; i++) {
      redis.server.pause();
      assertThrows(RedisUnavailableException.class, () -> take("a"));
      assertThrows(RedisUnavailableException.class, () -> take("a"));
      redis.server.resume();
      await()
          .atMost(Duration.ofSeconds(5))
          .ignoreExceptions()
          .until(() -> take("a") instanceof Taken.Held);
    }
    assertTrue(redis.send(Command.CLIENT, "LIST").toString().lines().count() <= 4);
  }

  @Test
  void scriptsThatRedisForgotAreSentAgain() {
    redis.send(Command.SCRIPT, "FLUSH");

    assertInstanceOf(Taken.Held.class, take("a"));
    assertEquals(1, redis.held(MUG));
  }

  @Test
  void anEmptiedRedisIsAnEmptyRedis() {
    take("a");
    redis.send(Command.FLUSHALL);

    holds.release("a", List.of(MUG), List.of());
    assertEquals(
        new Taken.Short("mug", "main", 3),
        holds.take("b", List.of(new Want("mug", "main", 4, 3, 1)), List.of(MUG), LONG, true));
    assertInstanceOf(Taken.Held.class, take("b"));
  }

  @Test
  void oneOfTheKeysEvictedCountsAsNoHolds() {
    for (int lost = 0; lost < 2; lost++) {
      assertInstanceOf(Taken.Held.class, takeAll("a"));
      redis.send(Command.DEL, Keys.stock(MUG).get(lost));
      assertInstanceOf(Taken.Held.class, takeAll("b"));
      assertEquals(3, redis.held(MUG));
      assertEquals(3, redis.heldOneByOne(MUG));
      holds.release("b", List.of(MUG), List.of());
    }
  }

  private long commandsUnderWay() {
    var clients = redis.send(Command.CLIENT, "LIST").toString();
    return clients
        .lines()
        .filter(line -> !line.contains(" qbuf=0 ") && line.contains("cmd=eval"))
        .count();
  }

  private void assertUnavailableInTime() {
    var begin = System.nanoTime();
    assertThrows(RedisUnavailableException.class, () -> take("a"));
    var took = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(took.compareTo(AT_MOST) < 0, "took " + took);
  }

  private Taken take(String checkout) {
    return holds.take(checkout, List.of(new Want("mug", "main", 1, 3, 1)), List.of(), LONG, false);
  }

  private Taken takeAll(String checkout) {
    return holds.take(checkout, List.of(new Want("mug", "main", 3, 3, 1)), List.of(), LONG, false);
  }
}
