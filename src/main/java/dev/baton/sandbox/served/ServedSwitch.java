package dev.baton.sandbox.served;

import dev.baton.observability.Finding;
import dev.baton.observability.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Whether the sandbox is served; in production that takes two settings. */
@ApplicationScoped
public class ServedSwitch implements StartupCheck {
  private static final String ABOUT = "sandbox";

  private final ServeConfig config;

  ServedSwitch(ServeConfig config) {
    this.config = config;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    if (!config.serve()) {
      return List.of();
    }
    return List.of(
        occasion.production() && !config.allowInProduction()
            ? Finding.problem(
                ABOUT,
                "baton.sandbox.serve is on, which production refuses: whoever reaches this instance"
                    + " could read and change the books. Remove it, or set"
                    + " baton.sandbox.allow-in-production=true for a demonstration.")
            : Finding.ok(ABOUT, "served to others, its books open to everybody"));
  }

  boolean isOn() {
    return config.serve();
  }
}
