package dev.baton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images fit the manifests: built in stages, without rights, the same user and folder. */
class ImagesTest {
  @ParameterizedTest
  @ValueSource(strings = {"jvm", "native"})
  void anImageIsBuiltInStagesAndRunsWithoutRights(String kind) throws IOException {
    List<String> lines = Files.readAllLines(Path.of("src", "main", "docker", "Dockerfile." + kind));
    List<String> bases = lines.stream().filter(line -> line.startsWith("FROM ")).toList();
    assertTrue(bases.size() >= 3);
    for (String base : bases) {
      String image = base.split(" ")[1];
      assertTrue(
          image.equals("jre")
              || image.matches("[a-z./0-9-]+:[a-z0-9.-]*\\d[a-z0-9.-]*(@sha256:[0-9a-f]{64})?"),
          base);
      assertFalse(image.endsWith(":latest"), base);
    }
    List<String> last = lines.subList(lines.lastIndexOf(bases.getLast()), lines.size());
    String manifest = Files.readString(Path.of("k8s", "base", "deployment.yaml"));
    assertEquals(
        "USER 65532:65532",
        last.stream().filter(l -> l.startsWith("USER")).findFirst().orElseThrow());
    assertTrue(manifest.contains("runAsUser: 65532"));
    assertTrue(last.contains("WORKDIR /opt/baton"));
    assertTrue(
        manifest.contains("mountPath: /opt/baton/config"), "where the gateway looks for settings");
    assertTrue(
        last.stream().noneMatch(line -> line.startsWith("RUN")), "nothing is added at the end");
    assertTrue(
        last.stream().anyMatch(line -> line.startsWith("ENTRYPOINT [")), "no shell in between");
  }
}
