package dev.baton.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys as a table for people: names, states and times, nothing that isn't public. */
final class KeyListing {
  private static final String ROW = "%-12s %-7s %-8s %-9s %-21s %s";

  private final KeySchedule schedule;
  private final List<String> lines = new ArrayList<>();

  KeyListing(KeySchedule schedule) {
    this.schedule = schedule;
    lines.add(ROW.formatted("KID", "USE", "ALG", "STATE", "SINCE", "THEN"));
  }

  void add(KeySet set) {
    for (KeyEntry key : set.keys()) {
      lines.add(
          ROW.formatted(
                  key.kid(),
                  key.use(),
                  key.algorithm().map(SignatureAlgorithm::wire).orElse("-"),
                  key.state().wire(),
                  key.since().map(Instant::toString).orElse("?"),
                  then(key))
              .stripTrailing());
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  private String then(KeyEntry key) {
    Optional<Instant> since = key.since();
    return switch (key.state()) {
      case NEXT ->
          since.map(then -> "can be used from " + schedule.usableFrom(key, then)).orElse("");
      case ACTIVE -> "";
      case RETIRING ->
          since
              .map(then ->
                  "tokens until "
                      + schedule.tokensEnd(then)
                      + ", needed until "
                      + schedule.neededUntil(key, then))
              .orElse("");
      case REVOKED ->
          since.map(then -> "needed until " + schedule.neededUntil(key, then)).orElse("");
    };
  }
}
