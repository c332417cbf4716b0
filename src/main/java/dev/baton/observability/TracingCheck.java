package dev.baton.observability;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Whether the share of calls that are traced is one, also while nothing is traced. */
@ApplicationScoped
class TracingCheck implements StartupCheck {
  private final TracingConfig config;

  TracingCheck(TracingConfig config) {
    this.config = config;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    return findings(config.ratio());
  }

  static List<Finding> findings(double ratio) {
    return new SettingRules("tracing")
        .require(
            ratio >= 0 && ratio <= 1,
            "baton.tracing.ratio is " + ratio + ": set it to a share, from 0 to 1")
        .problems();
  }
}
