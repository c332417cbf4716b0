package dev.baton.checkout;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Small maps in the natural order of their keys. */
final class Sorted {
  private Sorted() {}

  /** An unmodifiable copy; most of these maps are empty, and then nothing is made. */
  static SortedMap<String, String> copyOf(Map<String, String> map) {
    return map.isEmpty()
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
