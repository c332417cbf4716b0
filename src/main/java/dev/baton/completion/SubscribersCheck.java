package dev.baton.completion;

import dev.baton.completion.subscriber.EventsConfig;
import dev.baton.completion.subscriber.Subscriber;
import dev.baton.observability.Finding;
import dev.baton.observability.StartupCheck;
import dev.baton.token.StorefrontConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Whether those who are to be told of checkouts can be. */
@ApplicationScoped
class SubscribersCheck implements StartupCheck {
  private static final String ABOUT = "events";

  private final EventsConfig events;
  private final StorefrontConfig storefronts;

  SubscribersCheck(EventsConfig events, StorefrontConfig storefronts) {
    this.events = events;
    this.storefronts = storefronts;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    Set<String> known = storefronts.storefronts().keySet();
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(events.subscribers())
        .forEach((name, entry) -> {
          List<String> broken = Subscriber.broken(name, entry, occasion.production(), known);
          broken.forEach(says -> findings.add(Finding.problem(ABOUT, says)));
          if (broken.isEmpty()) {
            findings.add(Finding.ok(ABOUT, name + " is told"));
          }
        });
    return findings;
  }
}
