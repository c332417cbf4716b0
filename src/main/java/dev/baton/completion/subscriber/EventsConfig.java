package dev.baton.completion.subscriber;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who is told of checkouts: {@code baton.events."books".url=https://books.example/baton}. */
@ConfigMapping(prefix = "baton.events")
public interface EventsConfig {
  /** By a name, which metrics and logs use. */
  @WithParentName
  Map<String, Entry> subscribers();

  /** One subscriber. */
  interface Entry {
    /** Where events are posted to. */
    Optional<String> url();

    /**
     * Its own signing secrets: {@code whsec_} and base64 of 24 to 64 bytes; two while one is
     * replaced.
     */
    Optional<List<String>> secret();

    /** Storefronts of whose checkouts it is told; all when absent. */
    Optional<Set<String>> storefronts();

    /** How long it may take to answer. */
    @WithDefault("PT15S")
    Duration timeout();

    /** When an event that it didn't take is posted again at first. */
    @WithDefault("PT5S")
    Duration retry();

    /** Most time between two tries. */
    @WithDefault("PT4H")
    Duration longestRetry();

    /** How long after the first try an event is given up, 30 days at most. */
    @WithDefault("P3D")
    Duration giveUp();

    /** Events that one instance posts to it at once: so many new ones, and so many again. */
    @WithDefault("8")
    int concurrency();

    /** Whether production may post to it without TLS. */
    @WithDefault("false")
    boolean allowHttp();
  }
}
