package dev.baton.observability;

import dev.baton.observability.Finding.Level;
import dev.baton.observability.StartupCheck.Occasion;
import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Runs every check before anything else is started, tells all problems at once, and ends the
 * process with status 1 if there is one; or, for {@code doctor}, prints all findings and ends it.
 */
@ApplicationScoped
public class StartupChecks {
  private static final Logger LOG = Logger.getLogger(StartupChecks.class);

  /** The scheduler's tasks among it, which begin early. */
  private static final int BEFORE_EVERYTHING = Integer.MIN_VALUE;

  private final List<StartupCheck> checks;
  private final boolean doctor;

  StartupChecks(
      @All List<StartupCheck> checks,
      @ConfigProperty(name = Doctor.SETTING, defaultValue = "false") boolean doctor) {
    this.checks = checks;
    this.doctor = doctor;
  }

  void start(@Observes @Priority(BEFORE_EVERYTHING) StartupEvent event) {
    var production = ConfigUtils.isProfileActive("prod");
    var findings =
        checks.stream()
            .flatMap(check -> check.look(new Occasion(production, doctor)).stream())
            .toList();
    if (doctor) {
      Doctor.print(findings, System.out);
      // Nothing has begun that would have to be ended in good order.
      Runtime.getRuntime().halt(Doctor.status(findings));
    }
    for (var finding : findings) {
      switch (finding.level()) {
        case OK -> {}
        case WARNING -> LOG.warnf("%s: %s", finding.about(), finding.says());
        case PROBLEM -> LOG.error(told(finding));
      }
    }
    if (findings.stream().anyMatch(finding -> finding.level() == Level.PROBLEM)) {
      throw new NotStartedException();
    }
  }

  /** How a start that has a problem says so. */
  static String told(Finding problem) {
    return "Not started. " + problem.about() + ": " + problem.says();
  }
}
