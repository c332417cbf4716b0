package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.baton.checkout.ProblemType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BearerTest {
  @Test
  void aTokenIsTakenAsItIs() {
    assertEquals("a.b-_.c", Bearer.of(List.of("Bearer a.b-_.c")));
    assertEquals("a.b.c", Bearer.of(List.of("bEARER a.b.c")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Basic YTpi|TOKEN_MISSING",
        "Bearer|TOKEN_MALFORMED",
        "`Bearer `|TOKEN_MALFORMED",
        "Bearer  a.b.c|TOKEN_MALFORMED",
        "`Bearer a.b.c `|TOKEN_MALFORMED",
        "Bearer a.b.c d|TOKEN_MALFORMED",
        "Bearer a.b.c, Bearer a.b.c|TOKEN_MALFORMED",
        "Bearer a.b.c=|TOKEN_MALFORMED",
        "Bearera.b.c|TOKEN_MISSING",
      })
  void anythingElseIsRefused(String header, ProblemType type) {
    var refused = assertThrows(RefusedException.class, () -> Bearer.of(List.of(header)));
    assertEquals(type, refused.refusal().type());
  }

  @Test
  void noneIsMissingAndTwoAreMalformed() {
    var none = assertThrows(RefusedException.class, () -> Bearer.of(List.of()));
    assertEquals(ProblemType.TOKEN_MISSING, none.refusal().type());
    var two =
        assertThrows(RefusedException.class, () -> Bearer.of(List.of("Bearer a", "Bearer b")));
    assertEquals(ProblemType.TOKEN_MALFORMED, two.refusal().type());
  }
}
