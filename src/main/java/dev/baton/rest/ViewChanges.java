package dev.baton.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says what differs between two states of a checkout, both as the caller sees them. */
final class ViewChanges {
  /** These change with every step, or follow from what else has changed. */
  private static final Set<String> UNTOLD =
      Set.of("revision", "epoch", "expiresAt", "quotes", "problems", "next");

  private ViewChanges() {}

  /** One value that differs; what is missing on one side is null there. */
  record Change(String pointer, JsonNode from, JsonNode to) {}

  static List<Change> between(JsonNode before, JsonNode after) {
    List<Change> changes = new ArrayList<>();
    collect("", before, after, changes);
    return changes;
  }

  private static void collect(
      String pointer, JsonNode before, JsonNode after, List<Change> changes) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      Set<String> names = new TreeSet<>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        if (!pointer.isEmpty() || !UNTOLD.contains(name)) {
          collect(Pointers.child(pointer, name), before.path(name), after.path(name), changes);
        }
      }
    } else if (before.isArray() && after.isArray()) {
      for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
        collect(Pointers.child(pointer, i), before.path(i), after.path(i), changes);
      }
    } else {
      changes.add(new Change(pointer, before, after));
    }
  }

  static void write(JsonGenerator json, List<Change> changes) throws IOException {
    json.writeArrayFieldStart("changes");
    for (Change change : changes) {
      json.writeStartObject();
      json.writeStringField("pointer", change.pointer());
      json.writeFieldName("from");
      node(json, change.from());
      json.writeFieldName("to");
      node(json, change.to());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void node(JsonGenerator json, JsonNode node) throws IOException {
    json.writeRawValue(node instanceof MissingNode ? "null" : node.toString());
  }
}
