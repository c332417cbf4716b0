package dev.baton.sandbox;

import java.util.Map;

/** A text in several languages, by ISO 639 code; English is always there. */
record Localised(Map<String, String> texts) {
  Localised {
    texts = Map.copyOf(texts);
    if (!texts.containsKey("en")) {
      throw new IllegalArgumentException("a text without English");
    }
  }

  /** The text in the language of a BCP 47 locale ("de-AT"), else in English. */
  String in(String locale) {
    int end = locale.indexOf('-');
    String text = texts.get(end < 0 ? locale : locale.substring(0, end));
    return text == null ? english() : text;
  }

  String english() {
    return texts.getOrDefault("en", "");
  }
}
