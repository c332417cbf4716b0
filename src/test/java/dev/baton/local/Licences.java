package dev.baton.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a bill of materials (CycloneDX) and refuses a part that comes under none of the licences
 * that may go into a product under Apache-2.0; of several, one will do.
 */
public final class Licences {
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "MIT",
          "MIT-0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "EPL-1.0",
          "EPL-2.0",
          "EDL-1.0",
          "CC0-1.0",
          "Unlicense",
          "UPL-1.0",
          "GPL-2.0-with-classpath-exception");

  private Licences() {}

  /** Checks the file that is named, and ends with 1 if a part is refused. */
  public static void main(String[] arguments) throws IOException {
    JsonNode bill = new ObjectMapper().readTree(Path.of(arguments[0]).toFile());
    Map<String, List<String>> refused = refused(bill);
    int parts = bill.path("components").size();
    refused.forEach((part, licences) -> System.err.println(part + ": " + licences));
    System.out.printf("%d parts, %d under a licence that isn't allowed%n", parts, refused.size());
    System.exit(refused.isEmpty() && parts > 0 ? 0 : 1);
  }

  /** The parts whose licences are all others than the allowed ones, with those. */
  static Map<String, List<String>> refused(JsonNode bill) {
    var refused = new TreeMap<String, List<String>>();
    for (JsonNode component : bill.path("components")) {
      var licences = new ArrayList<String>();
      for (JsonNode licence : component.path("licenses")) {
        licences.addAll(names(licence));
      }
      if (licences.stream().noneMatch(ALLOWED::contains)) {
        refused.put(component.path("purl").asText(), licences);
      }
    }
    return refused;
  }

  private static List<String> names(JsonNode licence) {
    if (licence.has("expression")) {
      return List.of(licence.get("expression").asText().replaceAll("[()]", "").split(" OR "));
    }
    JsonNode named = licence.path("license");
    return List.of(named.path("id").asText(named.path("name").asText()));
  }
}
