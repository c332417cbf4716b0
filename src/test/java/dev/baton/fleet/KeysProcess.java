package dev.baton.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An operator at {@code ./baton keys}, each time a process of its own, with one set of keys. */
final class KeysProcess {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final StringBuilder printed = new StringBuilder();
  private final List<String> secrets = new ArrayList<>();

  KeysProcess(Path directory) {
    this.directory = directory;
  }

  /** What came of a command. */
  record Ended(int status, String output) {}

  Path directory() {
    return directory;
  }

  Ended run(String... words) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("./baton", "keys"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("BATON_TOKEN_KEYS", directory.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    printed.append(output);
    var status = process.waitFor();
    (status == 0 ? keys() : Stream.<JsonNode>of())
        .flatMap(key -> Stream.of(key.path("d"), key.path("k")))
        .filter(JsonNode::isTextual)
        .forEach(secret -> secrets.add(secret.asText()));
    return new Ended(status, output);
  }

  /** Everything that the commands have printed so far. */
  String printed() {
    return printed.toString();
  }

  /** Every private part that there has been after any command. */
  List<String> secrets() {
    return List.copyOf(secrets);
  }

  private Path file() {
    return directory.resolve("keys.json");
  }

  private Stream<JsonNode> keys() throws IOException {
    return Files.exists(file())
        ? StreamSupport.stream(JSON.readTree(file().toFile()).path("keys").spliterator(), false)
        : Stream.of();
  }

  /** The only key of a use in a state. */
  String only(String use, String state) throws IOException {
    var kids =
        keys()
            .filter(key -> key.path("use").asText().equals(use))
            .filter(key -> key.path("state").asText().equals(state))
            .map(key -> key.path("kid").asText())
            .toList();
    if (kids.size() != 1) {
      throw new AssertionError(kids.size() + " keys are " + use + " and " + state);
    }
    return kids.getFirst();
  }

  /** Has it that every key came into its state so much earlier: as if the time had passed. */
  void pass(Duration time) throws IOException {
    var set = JSON.readTree(file().toFile());
    for (var key : set.path("keys")) {
      ((ObjectNode) key).put("since", key.path("since").asLong() - time.toSeconds());
    }
    var draft = directory.resolve(".aged");
    JSON.writeValue(draft.toFile(), set);
    Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
