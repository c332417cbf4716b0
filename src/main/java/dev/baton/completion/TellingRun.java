package dev.baton.completion;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Has subscribers told again and again of what they haven't taken. */
@Singleton
class TellingRun {
  private static final Logger LOG = Logger.getLogger(TellingRun.class);

  private final Telling telling;
  private final Draining draining;

  TellingRun(Telling telling, Draining draining) {
    this.telling = telling;
    this.draining = draining;
  }

  /** A subscriber that can't be right stops the start. */
  void start(@Observes StartupEvent started) {
    if (!telling.names().isEmpty()) {
      LOG.infof("Events go to %s", String.join(", ", telling.names()));
    }
  }

  @Scheduled(
      identity = "tell",
      every = "1s",
      delayed = "1s",
      concurrentExecution = ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void look() {
    telling.look();
  }

  /** While there is still a Redis to note it. */
  void stop(@Observes ShutdownEvent event) {
    telling.end(draining.left());
  }
}
