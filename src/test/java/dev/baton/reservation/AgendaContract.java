package dev.baton.reservation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds of the agenda on every kind of Redis. */
abstract class AgendaContract extends RedisContract {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int MANY = 300;

  private RedisAgenda agenda;

  @BeforeAll
  void connect() {
    agenda = new RedisAgenda(redis.calls());
  }

  /** What is due in all parts, as an instance takes it. */
  private List<Agenda.Entry> claim(Duration visible) {
    var all = new ArrayList<Agenda.Entry>();
    for (int part = 0; part < Agenda.PARTS; part++) {
      all.addAll(agenda.claim(part, MANY, visible).entries());
    }
    return all;
  }

  private List<String> names(List<Agenda.Entry> entries) {
    return entries.stream().map(Agenda.Entry::checkout).sorted().toList();
  }

  @Test
  void whatIsDueIsTakenOnce() {
    agenda.enter("a", Duration.ZERO);
    agenda.enter("later", LONG);
    assertEquals(List.of("a"), names(claim(LONG)));
    assertEquals(List.of(), claim(LONG));
  }

  @Test
  void whatWasTakenAndNotDroppedIsDueAgain() {
    agenda.enter("a", Duration.ZERO);
    var first = claim(Duration.ofMillis(50)).getFirst();
    var again =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> claim(LONG), entries -> !entries.isEmpty())
            .getFirst();
    assertEquals("a", again.checkout());
    assertEquals(first.since(), again.since());
  }

  @Test
  void whatIsDroppedIsGone() {
    agenda.enter("a", Duration.ZERO);
    var taken = claim(Duration.ZERO).getFirst();
    agenda.drop("a", taken.mark());
    assertEquals(List.of(), claim(Duration.ZERO));
    assertEquals(List.of(), redis.keys().stream().filter(key -> key.contains("agenda")).toList());
  }

  @Test
  void whatWasEnteredAnewSinceIsNotDropped() {
    long mark = agenda.enter("a", Duration.ZERO);
    agenda.enter("a", Duration.ZERO);
    agenda.drop("a", mark);
    var taken = claim(Duration.ZERO);
    assertEquals(List.of("a"), names(taken));
    agenda.enter("a", Duration.ZERO);
    agenda.drop("a", taken.getFirst().mark());
    assertEquals(List.of("a"), names(claim(LONG)));
  }

  @Test
  void aNewOneIsEnteredOnlyIfItIsNotThere() {
    agenda.enter("waits", LONG);
    agenda.enterNew("waits");
    agenda.enterNew("unheard-of");
    assertEquals(List.of("unheard-of"), names(claim(LONG)));
  }

  @Test
  void ofManyInstancesEachTakesAnother() throws Exception {
    for (int i = 0; i < MANY; i++) {
      agenda.enter("c" + i, Duration.ZERO);
    }
    List<Callable<List<Agenda.Entry>>> instances = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      instances.add(() -> claim(LONG));
    }
    var taken = new ArrayList<Agenda.Entry>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var result : threads.invokeAll(instances)) {
        taken.addAll(result.get());
      }
    }
    assertEquals(MANY, taken.size());
    assertEquals(MANY, taken.stream().map(Agenda.Entry::checkout).distinct().count());
  }

  @Test
  void aTurnIsTakenByOneUntilItEnds() {
    assertTrue(agenda.takeTurn("sweep", LONG));
    assertFalse(agenda.takeTurn("sweep", LONG));
    assertTrue(agenda.takeTurn("short", Duration.ofMillis(20)));
    await().atMost(Duration.ofSeconds(30)).until(() -> agenda.takeTurn("short", LONG));
  }

  @Test
  void everyKeyHasATimeToLive() {
    agenda.enter("a", Duration.ZERO);
    agenda.enterNew("b");
    agenda.takeTurn("sweep", LONG);
    claim(LONG);
    var keys = redis.keys();
    assertTrue(keys.size() >= 3, keys::toString);
    for (var key : keys) {
      assertTrue(redis.send(Command.PTTL, key).toLong() > 0, key);
    }
  }
}
