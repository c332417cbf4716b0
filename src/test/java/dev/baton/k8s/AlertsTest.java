package dev.baton.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every alert fires when it should and not when it shouldn't, and leads to what to do. */
class AlertsTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path FOLDER = Path.of("k8s", "monitoring");

  private static List<Rule> alerts() {
    return Kustomize.build("monitoring")
        .one(PrometheusRule.class, "baton")
        .getSpec()
        .getGroups()
        .stream()
        .flatMap(group -> group.getRules().stream())
        .toList();
  }

  @Test
  void everyAlertLeadsToASectionOfTheRunbook() throws IOException {
    var sections =
        Files.readAllLines(FOLDER.resolve("runbook.md")).stream()
            .filter(line -> line.startsWith("## "))
            .map(line -> line.substring(3))
            .toList();
    assertEquals(alerts().stream().map(Rule::getAlert).toList(), sections, "one each, in order");
    for (Rule alert : alerts()) {
      assertEquals(
          "runbook.md#" + alert.getAlert().toLowerCase(Locale.ROOT),
          alert.getAnnotations().get("runbook_url"));
      assertTrue(List.of("critical", "warning").contains(alert.getLabels().get("severity")));
      assertTrue(!alert.getAnnotations().get("summary").isBlank(), alert::getAlert);
    }
  }

  @Test
  void everyAlertIsTestedFiringAndQuiet() throws IOException {
    JsonNode tests = YAML.readTree(FOLDER.resolve("alerts.test.yaml").toFile()).get("tests");
    for (Rule alert : alerts()) {
      assertTrue(tested(tests, alert.getAlert(), true), alert.getAlert() + " fires");
      assertTrue(tested(tests, alert.getAlert(), false), alert.getAlert() + " is quiet");
    }
  }

  private static boolean tested(JsonNode tests, String alert, boolean fires) {
    for (JsonNode test : tests) {
      for (JsonNode rule : test.get("alert_rule_test")) {
        if (rule.get("alertname").asText().equals(alert)
            && rule.get("exp_alerts").isEmpty() != fires) {
          return true;
        }
      }
    }
    return false;
  }

  /** By Prometheus' own evaluation; skipped where there is no promtool (apt: prometheus). */
  @Test
  void promtoolFindsThemAsExpected() throws Exception {
    promtool(YAML.readTree(FOLDER.resolve("alerts.test.yaml").toFile()));
  }

  /** Each case that fires again, beside a namespace in which all is well. */
  @Test
  void whatIsWellInOneNamespaceHidesNothingOfAnother() throws Exception {
    JsonNode file = YAML.readTree(FOLDER.resolve("alerts.test.yaml").toFile());
    Map<String, JsonNode> well = new HashMap<>();
    ArrayNode both = YAML.createArrayNode();
    for (JsonNode test : file.get("tests")) {
      JsonNode rule = test.at("/alert_rule_test/0");
      if (rule.get("exp_alerts").isEmpty()) {
        well.putIfAbsent(rule.get("alertname").asText(), test.get("input_series"));
      }
    }
    for (JsonNode test : file.get("tests")) {
      JsonNode rule = test.at("/alert_rule_test/0");
      if (rule.at("/exp_alerts/0/exp_labels").has("namespace")) {
        ObjectNode beside = test.deepCopy();
        beside.set("alert_rule_test", YAML.createArrayNode().add(rule));
        for (JsonNode series : well.get(rule.get("alertname").asText())) {
          ObjectNode elsewhere = series.deepCopy();
          String named = series.get("series").asText().replace("\"baton\"", "\"well\"");
          ((ArrayNode) beside.get("input_series")).add(elsewhere.put("series", named));
        }
        both.add(beside);
      }
    }
    assertTrue(both.size() >= alerts().size(), "each alert at least once");
    promtool(((ObjectNode) file).set("tests", both));
  }

  private static void promtool(JsonNode tests) throws Exception {
    assumeTrue(Kustomize.onPath("promtool").isPresent(), "promtool isn't on the PATH");
    Path folder = Files.createDirectories(Path.of("target", "alerts"));
    JsonNode spec = YAML.readTree(FOLDER.resolve("alerts.yaml").toFile()).get("spec");
    YAML.writeValue(folder.resolve("alerts.rules.yaml").toFile(), spec);
    Path file = folder.resolve("alerts.test.yaml");
    YAML.writeValue(file.toFile(), tests);
    Process promtool =
        new ProcessBuilder("promtool", "test", "rules", file.getFileName().toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes());
    assertEquals(0, promtool.waitFor(), said);
  }
}
