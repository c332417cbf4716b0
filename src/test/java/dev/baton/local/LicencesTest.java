package dev.baton.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LicencesTest {
  @Test
  void whatComesUnderNoAllowedLicenceIsRefused() throws Exception {
    var bill =
        new ObjectMapper()
            .readTree(
                """
                {"components":[
                  {"purl":"one","licenses":[{"license":{"id":"Apache-2.0"}}]},
                  {"purl":"either","licenses":[{"license":{"id":"AGPL-3.0-only"}},{"license":{"id":"MIT"}}]},
                  {"purl":"expression","licenses":[{"expression":"(EPL-2.0 OR GPL-2.0-only)"}]},
                  {"purl":"both","licenses":[{"expression":"MIT AND GPL-3.0-only"}]},
                  {"purl":"copyleft","licenses":[{"license":{"id":"AGPL-3.0-only"}}]},
                  {"purl":"unnamed","licenses":[]}]}\
                """);
    assertEquals(Set.of("both", "copyleft", "unnamed"), Licences.refused(bill).keySet());
  }
}
