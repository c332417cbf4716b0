package dev.baton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's purchase as it stands there, so that it can't go stale. */
class ReadmeIT {
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void thePurchaseInTheReadmeEndsInAnOrder() throws Exception {
    try (var redis = LocalRedis.launch();
        var gateway = GatewayProcess.builder().redis(redis).start()) {
      var answers = run(walk(), gateway.uri().toString());

      assertEquals(4, answers.size(), "create, act, pay and complete");
      assertEquals(2650, answers.get(1).at("/checkout/totals/total").asLong());
      assertEquals("authorized", answers.get(2).at("/checkout/payment/status").asText());
      var last = answers.get(3);
      assertEquals("completed", last.at("/checkout/status").asText());
      assertEquals("captured", last.at("/checkout/payment/status").asText());
      assertTrue(last.at("/checkout/order/number").isTextual());
    }
  }

  /** The walk's commands; everything between its marks that is a shell block. */
  private static String walk() throws IOException {
    var readme = Files.readString(Path.of("README.md"));
    var part =
        readme.substring(
            readme.indexOf("<!-- walk: begin -->"), readme.indexOf("<!-- walk: end -->"));
    var commands = new StringBuilder("set -eu\n");
    var block = BLOCK.matcher(part);
    while (block.find()) {
      commands.append(block.group(1));
    }
    return commands.toString();
  }

  private List<JsonNode> run(String commands, String gateway)
      throws IOException, InterruptedException {
    var out = folder.resolve("out").toFile();
    var shell = new ProcessBuilder("sh", "-c", commands).directory(folder.toFile());
    shell.environment().put("BATON", gateway);
    var process = shell.redirectErrorStream(true).redirectOutput(out).start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the walk ends");
    var printed = Files.readString(out.toPath());
    assertEquals(0, process.exitValue(), printed);
    var json = new ObjectMapper();
    var answers = new ArrayList<JsonNode>();
    for (var line : printed.lines().toList()) {
      answers.add(json.readTree(line));
    }
    return answers;
  }
}
