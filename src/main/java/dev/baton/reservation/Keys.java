package dev.baton.reservation;

import dev.baton.reservation.Holds.Place;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * Names of keys. What stands in braces decides the slot of a cluster, so everything from outside is
 * percent-encoded first: a SKU may hold braces and colons.
 */
final class Keys {
  private static final String PLAIN = "-._";

  private Keys() {}

  /** The keys of one SKU at one location: until, units, figure. */
  static List<String> stock(Place place) {
    var tag = "baton:{stock:" + encode(place.location()) + ":" + encode(place.sku()) + "}:";
    return List.of(tag + "until", tag + "units", tag + "figure");
  }

  /** The key of one checkout's record. */
  static List<String> record(String checkout) {
    return List.of("baton:{" + encode(checkout) + "}:record");
  }

  /** The keys of one part of an agenda: due, since; the reconciler's has no name. */
  static List<String> agenda(String name, int part) {
    var tag = "baton:{agenda:" + (name.isEmpty() ? "" : encode(name) + ":") + part + "}:";
    return List.of(tag + "due", tag + "since");
  }

  /** The key of a turn that one instance takes at a time. */
  static List<String> turn(String name) {
    return List.of("baton:{turn:" + encode(name) + "}:taken");
  }

  private static String encode(String text) {
    var encoded = new StringBuilder(text.length());
    for (var b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain((char) b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }
}
