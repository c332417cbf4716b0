package dev.baton.provider.contract;

import java.util.Locale;

/** The names of enum values on the wire: lower case, with hyphens. */
final class Words {
  private Words() {}

  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
