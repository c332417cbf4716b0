package dev.baton.token;

/** The parts of a compact JOSE text. */
final class Parts {
  private Parts() {}

  /** How many strictly encoded parts there are; 0 if any of them isn't. */
  static int count(String compact) {
    int parts = 0;
    int from = 0;
    while (true) {
      int dot = compact.indexOf('.', from);
      int to = dot < 0 ? compact.length() : dot;
      if (!Base64Url.isStrict(compact, from, to)) {
        return 0;
      }
      parts++;
      if (dot < 0) {
        return parts;
      }
      from = dot + 1;
    }
  }

  static String first(String compact) {
    return compact.substring(0, compact.indexOf('.'));
  }

  /** The middle one of three. */
  static String second(String compact) {
    return compact.substring(compact.indexOf('.') + 1, compact.lastIndexOf('.'));
  }
}
