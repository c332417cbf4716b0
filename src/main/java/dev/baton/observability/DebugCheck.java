package dev.baton.observability;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.eclipse.microprofile.config.Config;

/**
 * What helps to find faults and shows others too much: debuggers, logs of whole requests, the
 * framework's own CORS opened to everybody, faults on purpose.
 */
@ApplicationScoped
public class DebugCheck implements StartupCheck {
  private static final String ABOUT = "debug";
  private static final Set<String> CHATTY =
      Set.of("ALL", "TRACE", "DEBUG", "FINEST", "FINER", "FINE");

  private static final Set<String> ON = Set.of("true", "yes", "y", "on", "1");
  private static final String SOMEBODY = "https://somebody.invalid";

  /** By its name, or by the path of its library. */
  private static final Pattern DEBUGGER = Pattern.compile("-(agentlib:|agentpath:\\S*|Xrun)jdwp");

  private static final List<String> FAULTS =
      List.of("baton.fault.halt-at", "baton.fault.ask-at", "baton.fault.clock");

  private final Config config;

  DebugCheck(Config config) {
    this.config = config;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    return occasion.thorough()
        ? findings(
            name -> config.getOptionalValue(name, String.class),
            // Those of argument files and of the environment are among them.
            ManagementFactory.getRuntimeMXBean().getInputArguments(),
            occasion.production())
        : List.of();
  }

  /** By the settings, and the options of the JVM. */
  static List<Finding> findings(
      Function<String, Optional<String>> settings, List<String> options, boolean production) {
    List<String> found = new ArrayList<>();
    Function<String, String> setting = name -> settings.apply(name).orElse("").strip();
    if (isOpen(setting.apply("quarkus.http.cors.origins"))) {
      found.add(
          "quarkus.http.cors.origins lets every web page send tokens: remove it, and name the"
              + " storefronts' origins (baton.storefronts.\"id\".origins)");
    }
    String scope = setting.apply("quarkus.rest-client.logging.scope");
    if (!scope.isEmpty() && !scope.equals("none")) {
      found.add(
          "quarkus.rest-client.logging.scope writes what providers are sent, shoppers' data among"
              + " it, into the log: remove it");
    }
    if (isOn(setting.apply("quarkus.http.access-log.enabled"))
        && writesTokens(setting.apply("quarkus.http.access-log.pattern"))) {
      found.add(
          "quarkus.http.access-log.pattern writes the header Authorization, and so every token,"
              + " into the log: take it out");
    }
    for (String fault : FAULTS) {
      if (!setting.apply(fault).isEmpty()) {
        found.add(fault + " is for tests, and makes faults on purpose: remove it");
      }
    }
    if (options.stream().anyMatch(DebugCheck::debugger)
        || debugger(setting.apply("JAVA_TOOL_OPTIONS"))
        || debugger(setting.apply("JDK_JAVA_OPTIONS"))) {
      found.add(
          "the JVM listens for a debugger, who could read every key: start it without"
              + " -agentlib:jdwp");
    }
    List<Finding> findings = new ArrayList<>();
    for (String says : found) {
      findings.add(production ? Finding.problem(ABOUT, says) : Finding.warning(ABOUT, says));
    }
    if (CHATTY.contains(setting.apply("quarkus.log.level").toUpperCase(Locale.ROOT))) {
      findings.add(
          Finding.warning(
              ABOUT,
              "quarkus.log.level lets libraries log what they handle, tokens and shoppers' data"
                  + " perhaps: set it to INFO, and single categories to DEBUG"));
    }
    return findings.isEmpty() ? List.of(Finding.ok(ABOUT, "nothing is left open")) : findings;
  }

  /** As the framework reads it. */
  private static boolean isOn(String flag) {
    return ON.contains(flag.toLowerCase(Locale.ROOT));
  }

  private static boolean isOpen(String origins) {
    return Arrays.stream(origins.split(","))
        .map(String::strip)
        .anyMatch(origin -> origin.equals("*") || isPatternForAnybody(origin));
  }

  /** Between slashes stands an expression; one that can't be read lets nobody in. */
  private static boolean isPatternForAnybody(String origin) {
    if (origin.length() < 3 || !origin.startsWith("/") || !origin.endsWith("/")) {
      return false;
    }
    try {
      return Pattern.matches(origin.substring(1, origin.length() - 1), SOMEBODY);
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static boolean writesTokens(String pattern) {
    String lower = pattern.toLowerCase(Locale.ROOT);
    return lower.contains("authorization") || lower.equals("long") || lower.contains("all-request");
  }

  private static boolean debugger(String options) {
    return DEBUGGER.matcher(options).find();
  }
}
