package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.checkout.Moves;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ProblemFlows shows of the problems that it brings about, here of every type at least. */
class FixesTest {
  /** All that a {@code fix} may name. */
  static final Set<String> WORDS =
      Stream.of(
              Moves.ACTIONS,
              Moves.OPERATIONS,
              List.of(Moves.CREATE, Moves.READ, Moves.REFRESH, Moves.MERGE, Fixes.REPEAT))
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableSet());

  /** What no call mends: it is up to the operator, the payment provider or the shop's people. */
  static final Set<ProblemType> NOBODY_CAN =
      EnumSet.of(
          ProblemType.WEBHOOK_SIGNATURE_WRONG,
          ProblemType.WEBHOOK_TOO_OLD,
          ProblemType.WEBHOOK_OTHER_ACCOUNT,
          ProblemType.UNKNOWN_PAYMENT_PROVIDER,
          ProblemType.ORIGIN_NOT_ALLOWED,
          ProblemType.PAYMENT_REFUSED);

  private static List<String> fix(Refusal refusal) throws IOException {
    byte[] document =
        ProblemDocument.bytes(
            refusal, BaseAddress.shared(Optional.of("https://b.example")), _ -> {});
    JsonNode fix = new ObjectMapper().readTree(document).path("fix");
    assertTrue(fix.isArray(), refusal::toString);
    return fix.valueStream().map(JsonNode::asText).toList();
  }

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void everyProblemThatACallMendsSaysWhich(ProblemType type) throws IOException {
    List<String> fix = fix(Refusal.of(type, "This was that."));
    assertTrue(WORDS.containsAll(fix), fix::toString);
    assertEquals(NOBODY_CAN.contains(type), fix.isEmpty(), fix::toString);
  }

  @Test
  void whatARefusalSaysItselfStands() throws IOException {
    Refusal refusal =
        new Refusal(ProblemType.PAYMENT_REFUSED, null, "It is another one.", Map.of("paid", 1L));
    assertEquals(List.of("pay"), fix(refusal.mendedBy(List.of("pay"))));
  }

  @Test
  void aTokenInTheBodyIsAValueToCorrect() throws IOException {
    assertEquals(List.of("create"), fix(Refusal.of(ProblemType.TOKEN_EXPIRED, "It is old.")));
    assertEquals(
        List.of("repeat"), fix(Refusal.at(ProblemType.TOKEN_EXPIRED, "/from", "It is old.")));
  }
}
