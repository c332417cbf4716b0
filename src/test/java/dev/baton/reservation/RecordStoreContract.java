package dev.baton.reservation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.reservation.RecordStore.Saved;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds of the records on every kind of Redis. */
abstract class RecordStoreContract extends RedisContract {
  private static final Duration LONG = Duration.ofMinutes(10);

  private RedisRecordStore records;

  @BeforeAll
  void connect() {
    records = redis.records();
  }

  @Test
  void whatWasNeverWrittenHasVersionZero() {
    var none = records.load("c");

    assertEquals(0, none.version());
    assertNull(none.body());
    assertNull(none.leaseOwner());
    assertEquals(Duration.ZERO, none.leaseLeft());
  }

  @Test
  void whatWasWrittenIsReadAsItIs() {
    var body = "{\"a\":\"ä青\u0000\\u0000\"}";
    var version = save(0, body, "me", null);

    assertEquals(version, records.load("c").version());
    assertEquals(body, records.load("c").body());
    assertNull(records.load("c").leaseOwner());
  }

  @Test
  void theWriterOfAnOlderVersionIsRefused() {
    var first = save(0, "1", "me", null);
    var second = save(first, "2", "me", null);

    assertTrue(second > first);
    assertInstanceOf(Saved.Conflict.class, records.save("c", first, "3", "me", null, LONG));
    assertInstanceOf(Saved.Conflict.class, records.save("c", 0, "3", "me", null, LONG));
    assertEquals("2", records.load("c").body());
  }

  @Test
  void aLeaseKeepsOthersOutAndItsOwnerIn() {
    var version = save(0, "1", "me", LONG);

    var loaded = records.load("c");
    assertEquals("me", loaded.leaseOwner());
    assertTrue(loaded.leaseLeft().compareTo(LONG) <= 0 && loaded.leaseLeft().isPositive());
    assertInstanceOf(Saved.Conflict.class, records.save("c", version, "2", "you", null, LONG));
    version = save(version, "3", "me", null);
    save(version, "4", "you", null);
    assertEquals("4", records.load("c").body());
  }

  @Test
  void aLeaseEndsByRedisClock() {
    var version = save(0, "1", "me", Duration.ofMillis(150));
    var ends = records.load("c").now().plus(records.load("c").leaseLeft());

    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> records.save("c", version, "2", "you", null, LONG) instanceof Saved.Done);

    assertTrue(!records.load("c").now().isBefore(ends.minusMillis(2)));
    assertInstanceOf(Saved.Conflict.class, records.save("c", version, "3", "me", null, LONG));
  }

  @Test
  void ofManyWritersOfOneVersionExactlyOneSucceeds() throws Exception {
    long version = 0;
    for (int round = 0; round < 50; round++) {
      var expected = version;
      var tasks = new ArrayList<Callable<Saved>>();
      for (int writer = 0; writer < 16; writer++) {
        var name = "writer-" + writer;
        tasks.add(() -> records.save("c", expected, name, name, null, LONG));
      }
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var winners = new ArrayList<Saved.Done>();
        for (var future : threads.invokeAll(tasks)) {
          if (future.get() instanceof Saved.Done done) {
            winners.add(done);
          }
        }
        assertEquals(1, winners.size());
        version = winners.getFirst().version();
      }
    }
  }

  @Test
  void noVersionIsUsedAgainAfterEverythingWasLost() {
    var before = save(0, "1", "me", null);
    redis.flush();
    var after = save(0, "1", "me", null);

    assertTrue(after > before);
    assertInstanceOf(Saved.Conflict.class, records.save("c", before, "2", "me", null, LONG));
  }

  @Test
  void aRecordEndsWithItsTime() {
    records.save("c", 0, "1", "me", LONG, Duration.ofMillis(50));

    await().pollInterval(Duration.ofMillis(5)).until(() -> records.load("c").version() == 0);
  }

  @Test
  void nothingIsWrittenForACallerWhoHasGivenUp() {
    var past = redis.records().load("c").now().minusMillis(1).toEpochMilli();
    var key = Keys.record("c").getFirst();
    var source = RedisScript.SAVE.source();

    var answer =
        redis.send(
            Command.EVAL, source, "1", key, Long.toString(past), "0", "body", "me", "0", "9000");

    assertEquals("late", answer.get(0).toString());
    assertEquals(0, records.load("c").version());
  }

  private long save(long expected, String body, String owner, @Nullable Duration lease) {
    return ((Saved.Done) records.save("c", expected, body, owner, lease, LONG)).version();
  }
}
