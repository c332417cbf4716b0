package dev.baton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others' machines run in our name: pinned, with no more rights than it takes. */
class WorkflowsTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern PINNED =
      Pattern.compile("^ *-? *uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+$");

  /** A workflow of our own that another one calls. */
  private static final Pattern OURS = Pattern.compile("\\./(\\.github/workflows/[a-z]+\\.yml)");

  private static List<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(".github", "workflows"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void everyActionIsPinnedByACommitWithItsTag() throws IOException {
    int uses = 0;
    for (Path workflow : workflows()) {
      for (String line : Files.readAllLines(workflow)) {
        if (line.contains("uses:") && !line.strip().matches("uses: " + OURS.pattern())) {
          assertTrue(PINNED.matcher(line).matches(), workflow + ": " + line);
          uses++;
        }
      }
    }
    assertTrue(uses > 10);
  }

  @Test
  void theSameActionIsTheSameCommitEverywhere() throws IOException {
    var commits = new TreeSet<String>();
    var actions = new TreeSet<String>();
    for (Path workflow : workflows()) {
      YAML.readTree(workflow.toFile()).findValuesAsText("uses").stream()
          .filter(use -> !OURS.matcher(use).matches())
          .forEach(use -> {
            commits.add(use);
            actions.add(use.substring(0, use.indexOf('@')));
          });
    }
    assertEquals(actions.size(), commits.size(), commits::toString);
  }

  @Test
  void rightsAreToReadUnlessAJobPublishes() throws IOException {
    for (Path workflow : workflows()) {
      JsonNode root = YAML.readTree(workflow.toFile());
      assertEquals(
          "{\"contents\":\"read\"}", root.get("permissions").toString(), workflow::toString);
      for (JsonNode job : root.get("jobs")) {
        if (OURS.matcher(job.path("uses").asText()).matches()) {
          assertTrue(job.path("secrets").isMissingNode(), workflow::toString);
          continue;
        }
        assertTrue(job.get("timeout-minutes").asInt() > 0, workflow::toString);
        var rights = new TreeSet<String>();
        job.path("permissions")
            .properties()
            .forEach(right -> rights.add(right.getKey() + ": " + right.getValue().asText()));
        assertTrue(
            rights.isEmpty()
                || workflow.endsWith("release.yml")
                    && rights.equals(
                        Set.of(
                            "contents: read",
                            "packages: write",
                            "id-token: write",
                            "attestations: write")),
            rights::toString);
        for (JsonNode step : job.get("steps")) {
          if (step.path("uses").asText().startsWith("actions/checkout@")) {
            assertEquals("false", step.at("/with/persist-credentials").asText());
          }
          // Text of strangers, such as a branch's name, must not become a command.
          assertTrue(!step.path("run").asText().contains("${{"), workflow::toString);
        }
      }
    }
  }

  @Test
  void whatTheyRunIsThere() throws IOException {
    for (Path workflow : workflows()) {
      for (String file : YAML.readTree(workflow.toFile()).findValuesAsText("file")) {
        for (String kind : List.of("jvm", "native")) {
          assertTrue(Files.exists(Path.of(file.replace("${{ matrix.kind }}", kind))), file);
        }
      }
    }
    assertTrue(Files.isExecutable(Path.of(".ci", "run")));
    for (String page : List.of("CONTRIBUTING.md", "SECURITY.md")) {
      assertTrue(read(Path.of(".github", page)).length() > 500, page);
    }
  }

  @Test
  void nothingIsReleasedThatHasNotPassed() throws IOException {
    JsonNode jobs =
        YAML.readTree(Path.of(".github", "workflows", "release.yml").toFile()).get("jobs");
    for (var job : jobs.properties()) {
      var called = OURS.matcher(job.getValue().path("uses").asText());
      if (called.matches()) {
        JsonNode tests = YAML.readTree(Path.of(called.group(1)).toFile());
        assertTrue(tests.get("on").has("workflow_call"), called::group);
        assertTrue(
            tests.findValuesAsText("run").contains(".ci/run"), "it runs what we run ourselves");
        String all = String.join("\n", tests.findValuesAsText("run"));
        for (String tool : List.of("redis-server", "prometheus", "k6@v")) {
          assertTrue(all.contains(tool), tool + ", without which tests are skipped");
        }
      } else {
        String before = job.getValue().path("needs").asText();
        assertTrue(
            OURS.matcher(jobs.path(before).path("uses").asText()).matches(),
            job.getKey() + " waits for no tests");
      }
    }
  }

  @Test
  void toolsAreOfOneVersion() throws IOException {
    int versions = 0;
    for (Path workflow : workflows()) {
      for (JsonNode with : YAML.readTree(workflow.toFile()).findValues("with")) {
        for (var setting : with.properties()) {
          if (setting.getKey().endsWith("-version")) {
            String version = setting.getValue().asText();
            assertTrue(version.matches("\\d+(\\.\\d+)*"), workflow + ": " + setting);
            versions++;
          }
        }
      }
    }
    assertTrue(versions > 3);
  }

  @Test
  void whatIsReleasedIsBuiltOnceAndNamedOnceItIsScannedAndSigned() throws IOException {
    JsonNode steps =
        YAML.readTree(Path.of(".github", "workflows", "release.yml").toFile())
            .at("/jobs/image/steps");
    var order = new ArrayList<String>();
    for (JsonNode step : steps) {
      String uses = step.path("uses").asText().replaceAll("@.*", "");
      String run = step.path("run").asText();
      if (uses.equals("docker/build-push-action")) {
        assertEquals("build", step.path("id").asText());
        JsonNode with = step.get("with");
        assertTrue(with.path("outputs").asText().contains("push-by-digest=true"), with::toString);
        assertTrue(with.path("tags").isMissingNode(), "it has no name yet");
        order.add("build");
      } else if (uses.equals("anchore/scan-action")) {
        assertEquals(
            "${{ env.IMAGE }}@${{ steps.build.outputs.digest }}", step.at("/with/image").asText());
        order.add("scan");
      } else if (uses.equals("actions/attest-build-provenance")) {
        assertEquals("${{ steps.build.outputs.digest }}", step.at("/with/subject-digest").asText());
      } else if (run.contains("$DIGEST")) {
        assertEquals("${{ steps.build.outputs.digest }}", step.at("/env/DIGEST").asText());
        order.add(run.startsWith("cosign sign") ? "sign" : "name");
      }
    }
    assertEquals(List.of("build", "scan", "sign", "name"), order);
  }

  @Test
  void anImagesNameIsLowerCaseWhoeverOwnsIt(@TempDir Path folder) throws Exception {
    JsonNode naming =
        YAML.readTree(Path.of(".github", "workflows", "release.yml").toFile())
            .at("/jobs/image/steps/0/run");
    Path environment = folder.resolve("environment");
    var builder = new ProcessBuilder("bash", "-e", "-c", naming.asText()).inheritIO();
    builder.environment().put("GITHUB_REPOSITORY", "Some-Owner/Baton");
    builder.environment().put("GITHUB_ENV", environment.toString());
    assertEquals(0, builder.start().waitFor());
    assertEquals("IMAGE=ghcr.io/some-owner/baton\n", read(environment));
  }

  @Test
  void whatIsPinnedIsProposedAnew() throws IOException {
    JsonNode updates = YAML.readTree(Path.of(".github", "dependabot.yml").toFile()).get("updates");
    var ecosystems = new TreeSet<String>();
    for (JsonNode update : updates) {
      ecosystems.add(update.get("package-ecosystem").asText());
      assertTrue(Files.isDirectory(Path.of("." + update.get("directory").asText())));
    }
    assertEquals(Set.of("docker", "github-actions", "maven"), ecosystems);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
