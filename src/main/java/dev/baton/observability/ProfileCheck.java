package dev.baton.observability;

import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Whether the profile is one that says how strict to be: a misspelt one is strict about nothing.
 */
@ApplicationScoped
class ProfileCheck implements StartupCheck {
  private static final String ABOUT = "profile";
  private static final Set<String> KNOWN = Set.of("prod", "dev", "test", "sandbox");

  @Override
  public List<Finding> look(Occasion occasion) {
    return findings(ConfigUtils.getProfiles());
  }

  static List<Finding> findings(List<String> profiles) {
    if (!Collections.disjoint(profiles, KNOWN)) {
      return List.of();
    }
    String all = String.join(",", profiles);
    return List.of(
        Finding.warning(
            ABOUT,
            "the profile "
                + all
                + " isn't prod, so what production refuses is allowed, pretend payments and keys"
                + " made at the start among it: where money is real, set QUARKUS_PROFILE to prod,"
                + all));
  }
}
