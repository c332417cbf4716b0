package dev.baton.observability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What settings have to be: a problem for each that isn't, so that all are told at once. */
public final class SettingRules {
  private final String about;
  private final List<Finding> problems = new ArrayList<>();

  /**
   * @param about what the settings are about
   */
  public SettingRules(String about) {
    this.about = about;
  }

  /** A condition of any kind. */
  public SettingRules require(boolean condition, String otherwise) {
    if (!condition) {
      problems.add(Finding.problem(about, otherwise));
    }
    return this;
  }

  /** A number, with its ends. */
  public SettingRules between(String setting, long value, long least, long most) {
    String range = most >= Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
    return require(
        value >= least && value <= most, setting + " is " + value + ": set it to " + range);
  }

  /** A number. */
  public SettingRules least(String setting, long value, long least) {
    return between(setting, value, least, Integer.MAX_VALUE);
  }

  /** A time that passes. */
  public SettingRules positive(String setting, Duration value) {
    return require(
        value.isPositive(), setting + " is " + told(value) + ": set it to more than nothing");
  }

  /** A time that may be none. */
  public SettingRules notNegative(String setting, Duration value) {
    return require(!value.isNegative(), setting + " is " + told(value) + ": set it to 0 or more");
  }

  /** A time that mustn't be shorter than another one. */
  public SettingRules notBelow(String setting, Duration value, String other, Duration least) {
    return require(
        value.compareTo(least) >= 0,
        setting
            + " is "
            + told(value)
            + ", and "
            + other
            + " "
            + told(least)
            + ": set the former to no less than the latter");
  }

  /** What broke them; empty if nothing did. */
  public List<Finding> problems() {
    return List.copyOf(problems);
  }

  /** As it is written in settings: {@code 90s}, {@code 7d}, {@code 1h30m}. */
  private static String told(Duration value) {
    if (!value.isZero() && value.equals(Duration.ofDays(value.toDays()))) {
      return value.toDays() + "d";
    }
    return value.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
