package dev.baton.rest;

import dev.baton.observability.Finding;
import dev.baton.observability.StartupCheck;
import dev.baton.token.StorefrontConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Whether those who vouch for customers do so for storefronts that there are, with keys. */
@ApplicationScoped
class AssertionsCheck implements StartupCheck {
  private static final String ABOUT = "assertions";

  private final Assertions.Settings settings;
  private final StorefrontConfig storefronts;

  AssertionsCheck(Assertions.Settings settings, StorefrontConfig storefronts) {
    this.settings = settings;
    this.storefronts = storefronts;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    List<Finding> findings = new ArrayList<>();
    Set<String> known = storefronts.storefronts().keySet();
    new TreeMap<>(settings.issuers())
        .forEach((name, entry) -> {
          List<String> broken = AssertionIssuer.broken(name, entry, known);
          broken.forEach(says -> findings.add(Finding.problem(ABOUT, says)));
          if (broken.isEmpty()) {
            findings.add(
                Finding.ok(
                    ABOUT, name + " vouches for customers of " + String.join(", ", sorted(entry))));
          }
        });
    return findings;
  }

  private static List<String> sorted(Assertions.Settings.Entry entry) {
    return entry.storefronts().stream().sorted().toList();
  }
}
