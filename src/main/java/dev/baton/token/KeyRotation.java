package dev.baton.token;

import dev.baton.token.KeyChange.Changed;
import dev.baton.token.KeyChange.Refused;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps in the life of keys, by the schedule; what they do to a set, without any I/O. */
final class KeyRotation {
  private final KeySchedule schedule;
  private final InstantSource clock;

  KeyRotation(KeySchedule schedule, InstantSource clock) {
    this.schedule = schedule;
    this.clock = clock;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Adds a key that waits for its turn, or the first one of its use.
   *
   * @param algorithm of a key that signs; null for that of the active one
   */
  KeyChange add(KeySet set, String use, @Nullable SignatureAlgorithm algorithm) {
    Optional<KeyEntry> active = set.in(KeyState.ACTIVE, use).stream().findFirst();
    KeyState state = active.isPresent() ? KeyState.NEXT : KeyState.ACTIVE;
    KeyEntry added = fresh(use, algorithm, active, state);
    return new Changed(
        set.with(added),
        List.of(
            state == KeyState.ACTIVE
                ? "made key " + added.described() + ", active"
                : "published key "
                    + added.described()
                    + "; it can be used from "
                    + schedule.usableFrom(added, now())
                    + ": run rotate then"));
  }

  private KeyEntry fresh(
      String use, @Nullable SignatureAlgorithm algorithm, Optional<KeyEntry> like, KeyState state) {
    Optional<MasterKey.Use> master = MasterKey.Use.ofWire(use);
    return master.isPresent()
        ? KeyEntry.master(master.get(), state, now())
        : KeyEntry.signing(
            algorithm == null
                ? like.flatMap(KeyEntry::algorithm).orElse(SignatureAlgorithm.ES256)
                : algorithm,
            state,
            now());
  }

  /**
   * One step forward: publishes a next key if there is none, else activates it once everybody can
   * know it, and the key so far begins to retire.
   */
  KeyChange rotate(KeySet set, String use, @Nullable SignatureAlgorithm algorithm, boolean force) {
    Optional<KeyEntry> waiting =
        set.in(KeyState.NEXT, use).stream()
            .min(Comparator.comparing(key -> key.since().orElse(Instant.MAX)));
    if (waiting.isEmpty()) {
      return add(set, use, algorithm);
    }
    KeyEntry next = waiting.get();
    if (algorithm != null && next.algorithm().filter(algorithm::equals).isEmpty()) {
      return new Refused(
          "key " + next.described() + " is next already; to have another one, retire it first");
    }
    String early = force ? null : tooEarly(next);
    return early == null ? activate(set, next) : new Refused(early);
  }

  private @Nullable String tooEarly(KeyEntry next) {
    Optional<Instant> published = next.since();
    if (published.isEmpty()) {
      return "the file doesn't say since when key "
          + next.described()
          + " is published (since, in seconds since 1970); if it is long enough, --force";
    }
    Instant from = schedule.usableFrom(next, published.get());
    return now().isBefore(from)
        ? "key "
            + next.described()
            + " was published at "
            + published.get()
            + " and not everybody can know it before "
            + from
            + "; run rotate then, or --force and have its tokens refused here and there until then"
        : null;
  }

  private KeyChange activate(KeySet set, KeyEntry next) {
    Instant now = now();
    List<String> said = new ArrayList<>();
    KeySet changed = set.moving(next, KeyState.ACTIVE, now);
    said.add("key " + next.described() + " is active");
    for (KeyEntry old : set.in(KeyState.ACTIVE, next.use())) {
      changed = changed.moving(old, KeyState.RETIRING, now);
      KeyEntry retiring = old.in(KeyState.RETIRING, now);
      said.add(
          "key "
              + old.described()
              + " is retiring; run retire "
              + old.kid()
              + " from "
              + schedule.neededUntil(retiring, now));
    }
    return new Changed(changed, said);
  }

  /** Takes a key out of the set, once nothing that was made with it can be of use. */
  KeyChange retire(KeySet set, String kid, boolean force) {
    Optional<KeyEntry> found = set.find(kid);
    if (found.isEmpty()) {
      return unknown(kid);
    }
    KeyEntry key = found.get();
    String reason =
        switch (key.state()) {
          case NEXT -> null;
          case ACTIVE ->
              "key "
                  + key.described()
                  + " is active, and there has to be one: run rotate until it is retiring";
          case RETIRING, REVOKED -> force ? null : needed(key);
        };
    return reason == null
        ? new Changed(set.without(key), List.of("key " + key.described() + " is out of the set"))
        : new Refused(reason);
  }

  private @Nullable String needed(KeyEntry key) {
    Optional<Instant> since = key.since();
    if (since.isEmpty()) {
      return "the file doesn't say since when key "
          + key.described()
          + " is "
          + key.state().wire()
          + " (since, in seconds since 1970); if it is long enough, --force";
    }
    Instant until = schedule.neededUntil(key, since.get());
    if (!now().isBefore(until)) {
      return null;
    }
    if (key.state() == KeyState.REVOKED) {
      return "key "
          + key.described()
          + " is needed until "
          + until
          + " for the payments in progress when it was revoked; --force loses their orders";
    }
    Instant tokens = schedule.tokensEnd(since.get());
    return "key "
        + key.described()
        + " is needed until "
        + until
        + ": "
        + (now().isBefore(tokens)
            ? "its tokens live until " + tokens + " and "
            : "its tokens have expired, but ")
        + (key.signs()
            ? "payments in progress and the lines of expired tokens need it after that"
            : "payments in progress need it after that")
        + "; --force loses them, revoke at least keeps the payments";
  }

  /**
   * Has everything refused at once that was made with a key. An active one needs a successor at the
   * same moment: the next one, however new, or else one made now.
   */
  KeyChange revoke(KeySet set, String kid) {
    Optional<KeyEntry> found = set.find(kid);
    if (found.isEmpty()) {
      return unknown(kid);
    }
    KeyEntry key = found.get();
    if (key.state() == KeyState.REVOKED) {
      return new Refused("key " + key.described() + " is revoked already");
    }
    Instant now = now();
    KeyEntry revoked = key.in(KeyState.REVOKED, now);
    KeySet changed = set.moving(key, KeyState.REVOKED, now);
    List<String> said = new ArrayList<>();
    said.add(
        "key "
            + key.described()
            + " is revoked; payments in progress need it in the set until "
            + schedule.neededUntil(revoked, now));
    if (key.state() == KeyState.ACTIVE) {
      Optional<KeyEntry> next =
          set.in(KeyState.NEXT, key.use()).stream()
              .min(Comparator.comparing(other -> other.since().orElse(Instant.MAX)));
      KeyEntry successor =
          next.orElseGet(() -> fresh(key.use(), null, Optional.of(key), KeyState.ACTIVE));
      changed =
          next.isPresent()
              ? changed.moving(successor, KeyState.ACTIVE, now)
              : changed.with(successor);
      said.add("key " + successor.described() + " is active in its place, from now on");
    }
    return new Changed(changed, said);
  }

  private static KeyChange unknown(String kid) {
    return new Refused("there is no key " + kid + "; list shows those there are");
  }
}
