package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However an operator goes about it without force, nobody meets an unknown key. */
class KeyRotationPropertiesTest {
  private static final KeySchedule SCHEDULE = KeySchedule.DEFAULT;

  private Instant now = AnyCheckout.NOW;
  private final KeyRotation rotation = new KeyRotation(SCHEDULE, () -> now);
  private KeySet set = KeySet.fresh(SignatureAlgorithm.ES256, now);

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private KeyChange rotate(String use) {
    return rotation.rotate(set, use, null, false);
  }

  /** What an operator does, some time after what was done before. */
  record Deed(int seconds, String verb, String use) {}

  @Provide
  Arbitrary<List<Deed>> deeds() {
    Arbitrary<Integer> seconds =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 600),
            Arbitraries.integers().between(0, 40 * 24 * 3600));
    return Combinators.combine(
            seconds,
            Arbitraries.of("rotate", "rotate", "rotate", "make", "retire"),
            Arbitraries.of("sig", "sig", "pii", "record"))
        .as(Deed::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }

  /** The keys as they were from a moment on. */
  private record Edition(Instant from, Keys keys) {}

  /**
   * Instances read the file up to {@link KeySchedule#SPREAD} late, caches of the published keys are
   * {@link PublicKeys#MAX_AGE} old on top of it: whoever makes a token and whoever reads it, and
   * however the operator goes about it without force, a token is known for all its life.
   */
  @Property(tries = 60)
  void withoutForceEveryTokenIsKnownToEveryoneAllItsLife(@ForAll("deeds") List<Deed> deeds) {
    List<Edition> history = new ArrayList<>(List.of(new Edition(now, KeyRotationTest.keys(set))));
    for (Deed deed : deeds) {
      pass(Duration.ofSeconds(deed.seconds()));
      if (done(deed) instanceof KeyChange.Changed changed) {
        set = changed.set();
        history.add(new Edition(now, KeyRotationTest.keys(set)));
      }
    }
    for (int i = 0; i < history.size(); i++) {
      boolean last = i + 1 == history.size();
      // An instance goes on with this edition until it has read the next one.
      Instant stops = last ? now : history.get(i + 1).from().plus(KeySchedule.SPREAD);
      assertKnown(
          history,
          history.get(i).keys(),
          history.get(i).from(),
          stops.plus(SCHEDULE.life()).plus(SCHEDULE.skew()));
    }
  }

  private KeyChange done(Deed deed) {
    return switch (deed.verb()) {
      case "rotate" -> rotate(deed.use());
      case "make" -> rotation.add(set, deed.use(), null);
      default ->
          set.in(KeyState.RETIRING, deed.use()).stream()
              .findFirst()
              .map(key -> rotation.retire(set, key.kid(), false))
              .orElseGet(() -> new KeyChange.Refused("none retires"));
    };
  }

  /** To all who read what these keys made, from when they first could until it has ended. */
  private static void assertKnown(List<Edition> history, Keys by, Instant from, Instant until) {
    for (int i = 0; i < history.size(); i++) {
      Keys reader = history.get(i).keys();
      Instant replaced = i + 1 < history.size() ? history.get(i + 1).from() : Instant.MAX;
      if (history.get(i).from().isAfter(until)) {
        continue;
      }
      if (replaced.isAfter(from.minus(KeySchedule.SPREAD).minus(PublicKeys.MAX_AGE))) {
        assertTrue(
            reader.published().stream().anyMatch(key -> key.kid().equals(by.signer().kid())),
            "published");
      }
      if (replaced.isAfter(from.minus(KeySchedule.SPREAD))) {
        assertNotNull(reader.accepting(by.signer().kid()), "signature");
        String personal = by.active(MasterKey.Use.PII).kid();
        assertNotNull(reader.master(MasterKey.Use.PII, personal), "personal part");
      }
    }
  }
}
