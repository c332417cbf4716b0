package dev.baton.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Reads the demo data, which is part of the application; as a tree, so that nothing is bound. */
final class DataFile {
  private DataFile() {}

  static JsonNode read(String name) {
    try (InputStream in = DataFile.class.getResourceAsStream("/sandbox/" + name)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Localised text(JsonNode node) {
    return new Localised(map(node, JsonNode::asText));
  }

  /** Minor units by currency. */
  static Map<String, Long> amounts(JsonNode node) {
    return map(node, JsonNode::longValue);
  }

  static List<String> texts(JsonNode node) {
    return list(node, JsonNode::asText);
  }

  static <T> List<T> list(JsonNode node, Function<JsonNode, T> element) {
    List<T> list = new ArrayList<>();
    node.forEach(child -> list.add(element.apply(child)));
    return List.copyOf(list);
  }

  /** In the order of the file. */
  static <T> Map<String, T> map(JsonNode node, Function<JsonNode, T> value) {
    Map<String, T> map = new LinkedHashMap<>();
    node.properties().forEach(entry -> map.put(entry.getKey(), value.apply(entry.getValue())));
    return map;
  }
}
