package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The size budget, a proxy's usual 8 KB header line; prints what it measures. */
class TokenSizeTest {
  private static final int HEADER_LINE_BUDGET = 7_680;
  private static final int LIMIT = 16 * 1024;
  private static final String ASCII = "A blue mug of forty letters, a title # .";
  private static final String JAPANESE =
      "\u9752\u3044\u30de\u30b0\u30ab\u30c3\u30d7\u3068\u53d7\u3051\u76bf\u306e#";

  private final TokenCodec codec = TokenCodecs.inMemory(() -> AnyCheckout.NOW);

  @Test
  void fiftyTitledLinesAndTwoAddressesFitIntoAHeaderLine() {
    for (String title : new String[] {ASCII, JAPANESE}) {
      for (int lines : new int[] {1, 10, 50, 100}) {
        int size = codec.seal(TypicalCheckout.of(lines, title), null).compact().length();
        System.out.printf(
            "token of %3d lines with %s titles: %,6d bytes%n",
            lines, title.equals(ASCII) ? "ASCII" : "Japanese", size);
        assertTrue(size <= (lines <= 50 ? HEADER_LINE_BUDGET : LIMIT), "size " + size);
      }
    }
  }
}
