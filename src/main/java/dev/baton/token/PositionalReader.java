package dev.baton.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a JSON array place by place; places behind its end are absent. */
final class PositionalReader {
  private final JsonNode array;
  private int position;

  private PositionalReader(JsonNode array) {
    this.array = array;
  }

  static PositionalReader of(@Nullable JsonNode node) {
    if (node == null || !node.isArray()) {
      throw new UnreadableStateException("an array is missing");
    }
    return new PositionalReader(node);
  }

  boolean atEnd() {
    return position >= array.size();
  }

  private @Nullable JsonNode next() {
    JsonNode node = array.get(position++);
    return node == null || node.isNull() ? null : node;
  }

  private JsonNode required() {
    JsonNode node = next();
    if (node == null) {
      throw new UnreadableStateException("a value is missing");
    }
    return node;
  }

  /** The next value as it is, or null when absent. */
  @Nullable JsonNode any() {
    return next();
  }

  /** Passes over places that say nothing here. */
  void skip(int places) {
    position += places;
  }

  String text() {
    return text(required());
  }

  @Nullable String textOrNull() {
    JsonNode node = next();
    return node == null ? null : text(node);
  }

  private static String text(JsonNode node) {
    if (!node.isTextual()) {
      throw new UnreadableStateException("a text is something else");
    }
    return node.textValue();
  }

  long number() {
    return number(required());
  }

  @Nullable Long numberOrNull() {
    JsonNode node = next();
    return node == null ? null : number(node);
  }

  static long number(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new UnreadableStateException("a number is something else");
    }
    return node.longValue();
  }

  int integer() {
    return Math.toIntExact(number());
  }

  @Nullable Integer integerOrNull() {
    Long number = numberOrNull();
    return number == null ? null : Math.toIntExact(number);
  }

  boolean flag() {
    JsonNode node = next();
    return node != null && number(node) == 1;
  }

  Instant time() {
    return Times.read(required());
  }

  @Nullable Instant timeOrNull() {
    JsonNode node = next();
    return node == null ? null : Times.read(node);
  }

  BigDecimal decimal() {
    return decimal(text());
  }

  static BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new UnreadableStateException("a decimal is something else");
    }
  }

  /** What stands behind the places that were read; nothing, as a rule. */
  List<JsonNode> rest() {
    List<JsonNode> rest = new ArrayList<>();
    while (!atEnd()) {
      rest.add(array.get(position++));
    }
    return rest;
  }

  /** Names and values of the array at the next place; none when it is absent. */
  SortedMap<String, String> pairs() {
    SortedMap<String, String> pairs = new TreeMap<>();
    PositionalReader in = arrayOrNull();
    while (in != null && !in.atEnd()) {
      pairs.put(in.text(), in.text());
    }
    return pairs;
  }

  /** The array at the next place; null when absent. */
  @Nullable PositionalReader arrayOrNull() {
    JsonNode node = next();
    return node == null ? null : of(node);
  }

  /** Each element of the array at the next place; none when it is absent. */
  <T> List<T> list(Function<JsonNode, T> element) {
    List<T> list = listOrNull(element);
    return list == null ? List.of() : list;
  }

  /** Each element of the array at the next place; null when it is absent. */
  <T> @Nullable List<T> listOrNull(Function<JsonNode, T> element) {
    JsonNode node = next();
    if (node == null) {
      return null;
    }
    if (!node.isArray()) {
      throw new UnreadableStateException("an array is something else");
    }
    List<T> list = new ArrayList<>();
    node.forEach(child -> list.add(element.apply(child)));
    return list;
  }

  /** Each text of an array. */
  static List<String> texts(@Nullable JsonNode node) {
    PositionalReader in = of(node);
    List<String> texts = new ArrayList<>();
    while (!in.atEnd()) {
      texts.add(in.text());
    }
    return texts;
  }

  /** Each text of the array at the next place; none when it is absent. */
  List<String> texts() {
    return list(PositionalReader::text);
  }
}
