package dev.baton.observability;

import io.smallrye.config.ConfigValidationException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Settings of the wrong form, or missing, which end a start before any check can be made: says of
 * each which it is and what is expected, and of no value what it is, since it may be a secret.
 */
final class UnreadableSettings {
  private static final String ABOUT = "settings";

  /** Before the message, the class of an exception. */
  private static final Pattern CLASS = Pattern.compile("^[\\w.$]+(Exception|Error): ");

  private static final Pattern CODE = Pattern.compile("^SRCFG\\d{5}: ");

  /** SmallRye Config's messages, which have codes for this: 39 and 41, 14, 40, 11. */
  private static final Pattern CONVERTED =
      Pattern.compile(
          "^SRCFG000(?:39|41): The config property (.+?) with the config value \".*",
          Pattern.DOTALL);

  private static final Pattern MISSING =
      Pattern.compile("^SRCFG00014: The config property (.+) is required but .*", Pattern.DOTALL);
  private static final Pattern EMPTY =
      Pattern.compile(
          "^SRCFG00040: The config property (.+?) is defined as the empty String .*",
          Pattern.DOTALL);
  private static final Pattern UNEXPANDED =
      Pattern.compile("^SRCFG00011: Could not expand value (\\S+) in property (.+)$");

  private static final String CAUSE = "whilst being converted ";
  private static final Pattern CHOICE = Pattern.compile("allowed values: ([A-Za-z0-9_,-]+)$");

  /** Of moments the framework says nothing. */
  private static final String MOMENT = ".not-before";

  /** What is expected, by what a converter says. */
  private static final Map<String, String> FORMS =
      Map.of(
          "Invalid duration", "a time such as 500ms, 30s, 15m, 12h or 7d",
          "SRCFG00029", "a whole number",
          "SRCFG00030", "a whole number",
          "SRCFG00031", "a number such as 0.5",
          "not in correct format (regular expression)", "a size such as 10M");

  private UnreadableSettings() {}

  /** A problem for each of them. */
  static List<Finding> problems(ConfigValidationException all) {
    return IntStream.range(0, all.getProblemCount())
        .mapToObj(i -> Finding.problem(ABOUT, says(all.getProblem(i).getMessage())))
        .distinct()
        .sorted(Comparator.comparing(Finding::says))
        .toList();
  }

  /** In one sentence. */
  static String says(String message) {
    String told = CLASS.matcher(message).replaceFirst("");
    Matcher converted = CONVERTED.matcher(told);
    if (converted.matches()) {
      return converted.group(1) + " can't be read: " + expected(converted.group(1), told);
    }
    Matcher missing = MISSING.matcher(told);
    if (missing.matches()) {
      return missing.group(1) + " is missing: set it, or remove what stands beside it";
    }
    Matcher empty = EMPTY.matcher(told);
    if (empty.matches()) {
      return empty.group(1) + " is empty: set it, or remove it";
    }
    Matcher unexpanded = UNEXPANDED.matcher(told);
    if (unexpanded.matches()) {
      return unexpanded.group(2)
          + " refers to "
          + unexpanded.group(1)
          + ", which isn't set: set that, or correct it";
    }
    return CODE.matcher(told).replaceFirst("");
  }

  private static String expected(String setting, String told) {
    if (setting.endsWith(MOMENT)) {
      return "set it to a moment such as 2026-01-31T12:00:00Z";
    }
    String cause = told.substring(Math.max(0, told.lastIndexOf(CAUSE)));
    Matcher choice = CHOICE.matcher(cause);
    if (choice.find()) {
      return "set it to one of " + choice.group(1).replace(",", ", ");
    }
    return FORMS.entrySet().stream()
        .filter(form -> cause.contains(form.getKey()))
        .findFirst()
        .map(form -> "set it to " + form.getValue())
        .orElse("it has a form that this setting can't have");
  }
}
