package dev.baton.token;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;

/** Looks for changed keys while running. */
@Singleton
class KeyReload {
  private final KeyReloader reloader;

  KeyReload(KeyReloader reloader) {
    this.reloader = reloader;
  }

  @Scheduled(
      identity = "reload-keys",
      every = "${baton.token.reload:5s}",
      delayed = "${baton.token.reload:5s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void look() {
    reloader.look();
  }
}
