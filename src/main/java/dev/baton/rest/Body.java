package dev.baton.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a request, read field by field, that knows where it stands. Nothing is coerced;
 * whatever is wrong is refused with a pointer to it.
 */
final class Body {
  private final ObjectNode object;
  private final String pointer;

  private Body(ObjectNode object, String pointer) {
    this.object = object;
    this.pointer = pointer;
  }

  /** A value that has to be an object with no other fields than these. */
  static Body of(JsonNode value, String pointer, Set<String> fields) {
    if (!(value instanceof ObjectNode object)) {
      throw wrongType(pointer, "an object");
    }
    return new Body(object, pointer).only(fields);
  }

  /** An object whose fields depend on one of them: check them with {@link #only}. */
  static Body open(JsonNode value, String pointer) {
    if (!(value instanceof ObjectNode object)) {
      throw wrongType(pointer, "an object");
    }
    return new Body(object, pointer);
  }

  /** Refuses every field but these. */
  Body only(Set<String> fields) {
    object
        .fieldNames()
        .forEachRemaining(name -> {
          if (!fields.contains(name)) {
            throw RefusedException.at(
                ProblemType.UNKNOWN_FIELD, at(name), "There is no such field here.");
          }
        });
    return this;
  }

  /** Where a field stands. */
  String at(String name) {
    return Pointers.child(pointer, name);
  }

  /** Whether a field is there and not null. */
  boolean has(String name) {
    return object.hasNonNull(name);
  }

  String text(String name, TextRule rule) {
    return text(required(name), at(name), rule);
  }

  /** A text that may be missing, null or blank, which all mean the same. */
  @Nullable String textOrNull(String name, TextRule rule) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    return value.isTextual() && value.textValue().isBlank() ? null : text(value, at(name), rule);
  }

  /** An integer from {@code least} to {@code most}. */
  long integer(String name, long least, long most) {
    return integer(required(name), at(name), least, most);
  }

  @Nullable Long integerOrNull(String name, long least, long most) {
    return has(name) ? integer(object.path(name), at(name), least, most) : null;
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode value = object.path(name);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isBoolean()) {
      throw wrongType(at(name), "true or false");
    }
    return value.booleanValue();
  }

  /** An object that has to be there, though it may be null. */
  @Nullable Body objectOrNull(String name, Set<String> fields) {
    if (!object.has(name)) {
      throw missing(name);
    }
    return has(name) ? of(object.path(name), at(name), fields) : null;
  }

  /** A list that has to be there. */
  <T> List<T> list(String name, int least, int most, BiFunction<JsonNode, String, T> element) {
    JsonNode value = required(name);
    if (!value.isArray()) {
      throw wrongType(at(name), "an array");
    }
    if (value.size() < least || value.size() > most) {
      throw RefusedException.at(
          ProblemType.INVALID_VALUE, at(name), "From " + least + " to " + most + " of these.");
    }
    List<T> elements = new ArrayList<>(value.size());
    for (int i = 0; i < value.size(); i++) {
      elements.add(element.apply(value.get(i), Pointers.child(at(name), i)));
    }
    return elements;
  }

  /** A list that may be missing, which means empty. */
  <T> List<T> listOrEmpty(String name, int most, BiFunction<JsonNode, String, T> element) {
    return object.has(name) ? list(name, 0, most, element) : List.of();
  }

  /** A map of texts that may be missing, which means empty. */
  SortedMap<String, String> texts(String name, int most, TextRule key, TextRule value) {
    SortedMap<String, String> texts = new TreeMap<>();
    if (!object.has(name)) {
      return texts;
    }
    Body map = open(object.path(name), at(name));
    if (map.object.size() > most) {
      throw RefusedException.at(
          ProblemType.INVALID_VALUE, at(name), "At most " + most + " of these.");
    }
    map.object
        .properties()
        .forEach(entry -> {
          String at = map.at(entry.getKey());
          texts.put(key.check(entry.getKey(), at), text(entry.getValue(), at, value));
        });
    return texts;
  }

  static String text(JsonNode value, String pointer, TextRule rule) {
    if (!value.isTextual()) {
      throw wrongType(pointer, "a string");
    }
    return rule.check(value.textValue(), pointer);
  }

  private static long integer(JsonNode value, String pointer, long least, long most) {
    if (!value.isIntegralNumber()) {
      throw wrongType(pointer, "an integer");
    }
    if (!value.canConvertToLong() || value.longValue() < least || value.longValue() > most) {
      throw RefusedException.at(
          ProblemType.INVALID_VALUE, pointer, "An integer from " + least + " to " + most + ".");
    }
    return value.longValue();
  }

  private JsonNode required(String name) {
    JsonNode value = object.get(name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  private RefusedException missing(String name) {
    return RefusedException.at(ProblemType.MISSING_FIELD, at(name), "This field is required.");
  }

  private static RefusedException wrongType(String pointer, String expected) {
    return RefusedException.at(ProblemType.WRONG_TYPE, pointer, "This has to be " + expected + ".");
  }
}
