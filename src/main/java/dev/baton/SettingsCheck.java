package dev.baton;

import dev.baton.completion.CompletionConfig;
import dev.baton.completion.FaultConfig;
import dev.baton.completion.ReconcilerConfig;
import dev.baton.completion.WebhookConfig;
import dev.baton.completion.subscriber.EventsConfig;
import dev.baton.observability.Finding;
import dev.baton.observability.StartupCheck;
import dev.baton.observability.TracingConfig;
import dev.baton.provider.ProviderConfig;
import dev.baton.reservation.ReservationPolicy;
import dev.baton.rest.Assertions;
import dev.baton.rest.CheckoutConfig;
import dev.baton.rest.OverloadConfig;
import dev.baton.rest.ResumeConfig;
import dev.baton.sandbox.SandboxConfig;
import dev.baton.sandbox.WebhookSenderConfig;
import dev.baton.sandbox.served.ServeConfig;
import dev.baton.token.StorefrontConfig;
import dev.baton.token.TokenConfig;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertyNamesMatcher;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * Finds settings that nobody reads, misspelt ones as a rule.
 *
 * <p>The framework's own validation of mappings is turned off for this: it passes over the
 * environment, where most settings come from, and over names outside of every mapping, and it ends
 * the process before the other checks have told anything.
 */
@ApplicationScoped
class SettingsCheck implements StartupCheck {
  private static final String ABOUT = "settings";
  private static final String OURS = "baton.";
  private static final String FAULTS = "baton.fault.";
  private static final String OURS_IN_ENVIRONMENT = "BATON_";

  /** Every mapping; a test compares them with those that there are. */
  static final List<Class<?>> MAPPINGS =
      List.of(
          Assertions.Settings.class,
          CheckoutConfig.class,
          CompletionConfig.class,
          EventsConfig.class,
          FaultConfig.class,
          OverloadConfig.class,
          ProviderConfig.Shared.class,
          ProviderConfig.Pricing.class,
          ProviderConfig.Inventory.class,
          ProviderConfig.Shipping.class,
          ProviderConfig.Tax.class,
          ProviderConfig.Payment.class,
          ProviderConfig.Orders.class,
          ProviderConfig.Screening.class,
          ProviderConfig.InProduction.class,
          ReconcilerConfig.class,
          ReservationPolicy.class,
          ResumeConfig.class,
          SandboxConfig.class,
          ServeConfig.class,
          StorefrontConfig.class,
          TokenConfig.class,
          TracingConfig.class,
          WebhookConfig.class,
          WebhookSenderConfig.class);

  /** What is read by its name alone. */
  private static final Set<String> SINGLE = Set.of("baton.public-url", "baton.doctor");

  /** The names of all settings; a star stands for what is freely named. */
  private static final Set<String> KNOWN;

  /** All that the mappings read. */
  private static final PropertyNamesMatcher MAPPED;

  // While the class is initialized: for a native executable that is when it is built, and no later
  // can the mappings' interfaces be asked.
  static {
    List<ConfigClass> mappings = MAPPINGS.stream().map(ConfigClass::configClass).toList();
    MAPPED = ConfigMappings.propertyNamesMatcher(mappings);
    Set<String> known = new TreeSet<>(SINGLE);
    mappings.forEach(mapping -> known.addAll(mapping.getProperties().keySet()));
    KNOWN = Collections.unmodifiableSet(known);
  }

  /** What {@code application.properties} refers to. */
  private static final Set<String> IN_ENVIRONMENT = Set.of("BATON_REDIS_URL");

  /** What Kubernetes tells of services that are called baton, or begin with it. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "BATON_([A-Z0-9_]+_)?(SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?"
              + "|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

  private static final String LIST = "[*]";
  private static final char ANY = '*';

  private final Config config;

  SettingsCheck(Config config) {
    this.config = config;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    SmallRyeConfig settings = config.unwrap(SmallRyeConfig.class);
    Set<String> names = new TreeSet<>();
    for (String name : settings.getPropertyNames()) {
      if (name.startsWith(OURS) || name.startsWith(OURS_IN_ENVIRONMENT)) {
        String source = String.valueOf(settings.getConfigValue(name).getSourceName());
        names.add(source.contains(EnvConfigSource.NAME) ? inEnvironment(name) : name);
      }
    }
    return findings(names, occasion.production());
  }

  /** By the names of what is set; what the environment sets is spelt as there. */
  static List<Finding> findings(Set<String> names, boolean production) {
    Pattern environment =
        Pattern.compile(
            KNOWN.stream().map(SettingsCheck::patternOf).collect(Collectors.joining("|")));
    List<Finding> findings = new ArrayList<>();
    for (String name : names) {
      boolean read =
          name.startsWith(OURS_IN_ENVIRONMENT)
              ? environment.matcher(name).matches()
                  || IN_ENVIRONMENT.contains(name)
                  || SERVICE_LINK.matcher(name).matches()
              : SINGLE.contains(name) || MAPPED.matches(name);
      if (!read) {
        String says =
            name
                + (production && isFault(name)
                    // None of those would be better.
                    ? " is for tests, and makes faults on purpose: remove it"
                    : " is read by nothing: remove it, or correct it to "
                        + nearest(name, production));
        findings.add(production ? Finding.problem(ABOUT, says) : Finding.warning(ABOUT, says));
      }
    }
    return findings.isEmpty() ? List.of(Finding.ok(ABOUT, "all of them are read")) : findings;
  }

  private static String inEnvironment(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** Matches a setting's names in the environment; what is freely named is anything. */
  private static String patternOf(String known) {
    String anything = "[A-Z0-9_]+";
    String one = known.replace(LIST, "");
    return inEnvironment(one.replace(ANY, '0')).replace("0", anything)
        + (known.endsWith(LIST) ? "_[0-9]+_" : "");
  }

  private static boolean isFault(String name) {
    return name.startsWith(FAULTS) || name.startsWith(inEnvironment(FAULTS));
  }

  /** Production isn't led to what it refuses. */
  private static String nearest(String name, boolean production) {
    boolean environment = name.startsWith(OURS_IN_ENVIRONMENT);
    String asKnown = environment ? name.toLowerCase(Locale.ROOT).replace('_', '.') : name;
    String nearest =
        KNOWN.stream()
            .filter(one -> !one.endsWith(LIST) && !(production && isFault(one)))
            .min(Comparator.comparingInt(one -> distance(asKnown, one.replace('-', '.'))))
            .orElseThrow();
    String shown = nearest.replace("*", "\"id\"");
    return environment ? inEnvironment(shown) : shown;
  }

  /** The letters to change, add or leave out (Levenshtein); a star stands for any, for nothing. */
  private static int distance(String name, String known) {
    int[] row = new int[name.length() + 1];
    Arrays.setAll(row, i -> i);
    for (char letter : known.toCharArray()) {
      int diagonal = row[0];
      row[0] += letter == ANY ? 0 : 1;
      for (int i = 1; i < row.length; i++) {
        int above = row[i];
        row[i] =
            letter == ANY
                ? Math.min(above, row[i - 1])
                : Math.min(
                    Math.min(above, row[i - 1]) + 1,
                    diagonal + (letter == name.charAt(i - 1) ? 0 : 1));
        diagonal = above;
      }
    }
    return row[row.length - 1];
  }
}
