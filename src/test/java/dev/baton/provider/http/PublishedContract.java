package dev.baton.provider.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * {@code provider-contract.yaml} as a judge of real exchanges. It allows nothing that isn't written
 * there: not even further fields, which the contract's readers would ignore.
 */
final class PublishedContract {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

  private final JsonNode document;
  private final JsonSchemaFactory schemas =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

  PublishedContract() {
    try (var yaml = getClass().getResourceAsStream("/provider-contract.yaml")) {
      this.document = JSON.valueToTree(new Yaml().<Object>load(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    close(document.at("/components/schemas"));
  }

  /** Every operation's id. */
  Set<String> operations() {
    var all = new TreeSet<String>();
    document
        .get("paths")
        .forEach(path ->
            path.forEachEntry((method, operation) -> {
              if (METHODS.contains(method)) {
                all.add(operation.get("operationId").textValue());
              }
            }));
    return all;
  }

  /** The operation that a request is for. */
  Optional<JsonNode> operation(String method, String path) {
    var fields = document.get("paths").properties();
    for (var template : fields) {
      var pattern = template.getKey().replaceAll("\\{\\w+}", "[^/]+");
      if (Pattern.matches(pattern, path)) {
        return Optional.ofNullable(template.getValue().get(method.toLowerCase(Locale.ROOT)));
      }
    }
    return Optional.empty();
  }

  /** What is wrong with the body of a request. */
  List<String> request(JsonNode operation, String body) {
    var content = resolved(operation.get("requestBody"));
    return content == null
        ? (body.isEmpty() ? List.of() : List.of("a body where there is none"))
        : against(content, body);
  }

  /** What is wrong with a response. */
  List<String> response(JsonNode operation, int status, String body) {
    var responses = operation.get("responses");
    var declared = responses.get(Integer.toString(status));
    var response = resolved(declared == null ? responses.get("default") : declared);
    return response == null
        ? List.of("status " + status + " is not declared")
        : against(response, body);
  }

  /** What is wrong with the contract's own examples. */
  List<String> examples() {
    var wrong = new ArrayList<String>();
    examples(document, wrong);
    return wrong;
  }

  private void examples(JsonNode node, List<String> wrong) {
    if (node.isObject() && node.has("schema")) {
      if (node.has("example")) {
        wrong.addAll(validate(node.get("schema"), node.get("example")));
      }
      if (node.has("examples")) {
        node.get("examples")
            .forEach(example -> wrong.addAll(validate(node.get("schema"), example.get("value"))));
      }
    }
    node.forEach(child -> examples(child, wrong));
  }

  private List<String> against(JsonNode content, String body) {
    try {
      return validate(content.at("/content/application~1json/schema"), JSON.readTree(body));
    } catch (IOException e) {
      return List.of("no JSON: " + body);
    }
  }

  private List<String> validate(JsonNode schema, JsonNode value) {
    ObjectNode all = JSON.createObjectNode();
    all.set("components", document.get("components"));
    all.set("allOf", JSON.createArrayNode().add(schema));
    return schemas.getSchema(all).validate(value).stream()
        .map(message -> message.getMessage() + " in " + value)
        .toList();
  }

  private @Nullable JsonNode resolved(@Nullable JsonNode node) {
    return node != null && node.has("$ref")
        ? document.at(node.get("$ref").textValue().substring(1))
        : node;
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(PublishedContract::close);
  }
}
