package dev.baton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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

/** Runs the README's commands as they stand there, so that they can't go stale. */
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

  @Test
  void theTwoTabsInTheReadmeComeTogetherAndGoToAnotherDevice() throws Exception {
    try (var redis = LocalRedis.launch();
        var gateway = GatewayProcess.builder().redis(redis).start()) {
      var commands = "set -eu\n" + blocks("walk").getFirst() + String.join("", blocks("tabs"));
      var answers = run(commands, gateway.uri().toString());

      assertEquals(5, answers.size(), "create, two edits, merge and create from the link");
      var merged = answers.get(3);
      assertEquals("[]", merged.at("/conflicts").toString());
      for (var answer : List.of(merged, answers.get(4))) {
        assertEquals("mug-blue", answer.at("/checkout/lines/0/sku").asText());
        assertEquals("book-running", answer.at("/checkout/lines/1/sku").asText());
        assertEquals("WELCOME10", answer.at("/checkout/promotions/0/code").asText());
      }
      assertNotEquals(
          merged.at("/checkout/id").asText(), answers.get(4).at("/checkout/id").asText());
    }
  }

  private static String walk() throws IOException {
    return "set -eu\n" + String.join("", blocks("walk"));
  }

  /** The shell blocks between two marks. */
  private static List<String> blocks(String mark) throws IOException {
    var readme = Files.readString(Path.of("README.md"));
    var part =
        readme.substring(
            readme.indexOf("<!-- " + mark + ": begin -->"),
            readme.indexOf("<!-- " + mark + ": end -->"));
    return BLOCK.matcher(part).results().map(block -> block.group(1)).toList();
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
