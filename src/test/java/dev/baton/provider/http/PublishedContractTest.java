package dev.baton.provider.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedContractTest {
  private final PublishedContract contract = new PublishedContract();

  @Test
  void theExamplesKeepTheContract() {
    assertEquals(List.of(), contract.examples());
  }

  @Test
  void theJudgeFindsWhatIsWrong() {
    var screen = contract.operation("POST", "/screenings").orElseThrow();

    assertFalse(contract.response(screen, 200, "{\"verdict\":\"perhaps\"}").isEmpty());
    assertFalse(contract.response(screen, 200, "{\"verdict\":\"accept\",\"more\":1}").isEmpty());
    assertFalse(contract.response(screen, 200, "{}").isEmpty());
    assertFalse(contract.request(screen, "{\"checkout\":\"c-1\"}").isEmpty());
    assertEquals(List.of(), contract.response(screen, 200, "{\"verdict\":\"accept\"}"));
  }
}
