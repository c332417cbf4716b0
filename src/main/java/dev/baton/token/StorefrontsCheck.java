package dev.baton.token;

import dev.baton.observability.Finding;
import dev.baton.observability.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The storefronts' settings, their origins above all: who may send tokens from a browser. */
@ApplicationScoped
class StorefrontsCheck implements StartupCheck {
  private static final String ABOUT = "storefronts";
  private static final Set<String> EVERYBODY = Set.of("*", "null");

  private final StorefrontConfig config;

  StorefrontsCheck(StorefrontConfig config) {
    this.config = config;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    if (config.storefronts().isEmpty()) {
      return List.of(
          Finding.warning(
              ABOUT,
              "there are none, so nothing can be sold: set baton.storefronts.\"id\".origins,"
                  + " .currencies and .countries"));
    }
    List<Finding> findings = new ArrayList<>();
    config
        .storefronts()
        .forEach((id, storefront) ->
            storefront.origins().forEach(origin -> origin(id, origin, occasion, findings)));
    if (findings.stream().noneMatch(finding -> finding.level() == Finding.Level.PROBLEM)) {
      findings.add(readable());
    }
    return findings;
  }

  private static void origin(String id, String origin, Occasion occasion, List<Finding> findings) {
    String setting = "baton.storefronts.\"" + id + "\".origins";
    if (EVERYBODY.contains(origin) || origin.contains("*")) {
      findings.add(
          Finding.problem(
              ABOUT,
              setting
                  + " has "
                  + origin
                  + ", which would let web pages of strangers send tokens: name the storefront's"
                  + " own origins, such as https://shop.example"));
    } else if (occasion.production() && origin.startsWith("http:")) {
      findings.add(
          Finding.warning(
              ABOUT,
              setting
                  + " has "
                  + origin
                  + (isThisMachine(origin)
                      ? ", so that whatever runs on a shopper's own machine may send tokens: take"
                          + " it out"
                      : ", where tokens travel in the clear: serve it by https")));
    }
  }

  private static boolean isThisMachine(String origin) {
    try {
      String host = new URI(origin).getHost();
      return host != null && (host.equals("localhost") || host.startsWith("127."));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private Finding readable() {
    try {
      int count = Storefronts.of(config).all().size();
      return Finding.ok(ABOUT, count + " configured: " + String.join(", ", ids()));
    } catch (IllegalStateException e) {
      return Finding.problem(ABOUT, String.valueOf(e.getMessage()));
    }
  }

  private List<String> ids() {
    return config.storefronts().keySet().stream().sorted().toList();
  }
}
