package dev.baton.reservation;

import dev.baton.observability.Finding;
import dev.baton.observability.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How Redis is reached, and whether it keeps what it is given. One that isn't there stops no start,
 * since every stateless step goes on without it; {@link EvictionWatch} looks at it later.
 */
@ApplicationScoped
class RedisCheck implements StartupCheck {
  private static final String ABOUT = "redis";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Times in Redis are Redis' own; but tokens and logs are by ours. */
  private static final Duration MOST_SKEW = Duration.ofSeconds(2);

  private final RedisSettings settings;
  private final RedisNodes nodes;
  private final ReservationPolicy policy;
  private final InstantSource clock;

  RedisCheck(
      RedisSettings settings, RedisNodes nodes, ReservationPolicy policy, InstantSource clock) {
    this.settings = settings;
    this.nodes = nodes;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    List<Finding> problems = ReservationRules.problems(policy);
    // Redis can't be asked by settings that can't be.
    if (!problems.isEmpty() || !occasion.thorough()) {
      return problems;
    }
    List<Finding> findings = new ArrayList<>();
    try {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      nodes
          .askEach(deadline, line -> NodeReport.of(line, clock, deadline))
          .forEach((node, report) -> findings.addAll(findings(node, report, occasion)));
    } catch (RedisUnavailableException e) {
      findings.add(silent(RedisReply.word(Objects.requireNonNullElse(e.getCause(), e)), occasion));
    }
    settings.access().ifPresent(access -> findings.addAll(access.findings(occasion.production())));
    return findings;
  }

  private static Finding silent(String word, Occasion occasion) {
    String says =
        switch (word) {
          case "NOAUTH", "WRONGPASS" ->
              "Redis doesn't take our password: check quarkus.redis.password";
          case "NOPERM" ->
              "our user may not ask INFO and EVAL: allow them, and all keys, in the ACL of Redis";
          default ->
              "Redis doesn't answer, so nothing can be reserved, paid or completed: check"
                  + " quarkus.redis.hosts, its TLS and the network";
        };
    return occasion.doctor()
        ? Finding.problem(ABOUT, says)
        : Finding.warning(ABOUT, says + "; it is looked at again as soon as it answers");
  }

  private List<Finding> findings(String node, NodeReport report, Occasion occasion) {
    List<Finding> findings = new ArrayList<>();
    if (report.evicts()) {
      String says = evicting(node, report);
      findings.add(
          occasion.production() ? Finding.problem(ABOUT, says) : Finding.warning(ABOUT, says));
    }
    if (report.ahead().abs().compareTo(MOST_SKEW) > 0) {
      findings.add(
          Finding.warning(
              ABOUT,
              "the clock of "
                  + node
                  + " is "
                  + report.ahead().toSeconds()
                  + " s ahead of ours: synchronise both"));
    }
    if (report.replicas() < policy.replicas()) {
      findings.add(
          Finding.warning(
              ABOUT,
              node
                  + " has "
                  + report.replicas()
                  + " replicas, and baton.reservation.replicas waits for "
                  + policy.replicas()
                  + ": nothing can be reserved until there are as many"));
    }
    findings.add(
        Finding.ok(
            ABOUT,
            "%s: %s, a script in %d ms, %d replicas, maxmemory-policy %s, clock %+d ms"
                .formatted(
                    node,
                    report.version(),
                    report.took().toMillis(),
                    report.replicas(),
                    report.eviction().isEmpty() ? "not told" : report.eviction(),
                    report.ahead().toMillis())));
    return findings;
  }

  /** What to do about a node that throws keys away. */
  static String evicting(String node, NodeReport report) {
    return node
        + " has the maxmemory-policy "
        + report.eviction()
        + ", so holds and payments vanish when its memory is full: set maxmemory-policy noeviction";
  }
}
