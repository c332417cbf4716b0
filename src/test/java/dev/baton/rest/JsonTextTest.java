package dev.baton.rest;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.checkout.ProblemType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1",
        "{\"a\":}",
        "{\"a\":1,}",
        "[1,]",
        "{a:1}",
        "{'a':1}",
        "NaN",
        "[NaN]",
        "[Infinity]",
        "[-Infinity]",
        "[01]",
        "[+1]",
        "[.5]",
        "[1.]",
        "[0x1]",
        "// c\n1",
        "/* c */1",
        "{\"a\":1} {}",
        "{} x",
        "nul",
        "\"\u0001\"",
        "\"\\x41\"",
        "\"\\ud800",
        "\uFEFF{}",
        "\"tab\t\""
      })
  void whatIsNoJsonIsRefused(String text) {
    var refused = assertThrows(RefusedException.class, () -> JsonText.parse(text));
    assertEquals(ProblemType.INVALID_JSON, refused.refusal().type());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':{'b':[1,{'c':}]}}|/a/b/1/c",
        "{'a':[1,2 3]}|/a/2",
        "{'a~/b':[}|/a~0~1b",
      })
  void aPointerSaysWhereItBreaks(String text, String pointer) {
    var refused =
        assertThrows(RefusedException.class, () -> JsonText.parse(text.replace('\'', '"')));
    assertEquals(pointer, refused.refusal().pointer());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':1,'a':1}|/a",
        "{'a':{'b':1,'c':2,'b':3}}|/a/b",
        "[{},{'x':[],'x':{}}]|/1/x",
        "{'a~/b':1,'a~/b':2}|/a~0~1b",
        "{'a':1,'\\u0061':2}|/a",
      })
  void aFieldThatStandsTwiceIsRefused(String text, String pointer) {
    var refused =
        assertThrows(RefusedException.class, () -> JsonText.parse(text.replace('\'', '"')));
    assertEquals(ProblemType.DUPLICATE_FIELD, refused.refusal().type());
    assertEquals(pointer, refused.refusal().pointer());
  }

  @Test
  void nestingIsReadToItsLimitAndNoDeeper() {
    JsonText.parse("[".repeat(JsonText.DEPTH) + "]".repeat(JsonText.DEPTH));
    var refused =
        assertThrows(
            RefusedException.class,
            () -> JsonText.parse("[".repeat(JsonText.DEPTH + 1) + "]".repeat(JsonText.DEPTH + 1)));
    assertEquals(ProblemType.INVALID_JSON, refused.refusal().type());
  }

  @Test
  void aRefusalNeverQuotesTheBody() {
    var refused =
        assertThrows(
            RefusedException.class, () -> JsonText.parse("{\"email\": canary@example.com}"));
    assertTrue(!refused.refusal().detail().contains("canary"), refused.refusal().detail());
  }

  @Test
  void aNumberIsAnIntegerOnlyIfItIsWrittenAsOne() {
    for (String number : List.of("2.0", "2e0", "1E1", "1e999999999")) {
      assertTrue(!JsonText.parse(number).isIntegralNumber(), number);
    }
    assertTrue(JsonText.parse("-0").isIntegralNumber());
    assertTrue(JsonText.parse("9".repeat(100)).isIntegralNumber());
  }

  @Test
  void onlyUtf8IsRead() {
    assertEquals("{\"ü\":1}", JsonText.read(new ByteArrayInputStream("{\"ü\":1}".getBytes(UTF_8))));
    assertNull(JsonText.read(new ByteArrayInputStream(new byte[0])));
    for (byte[] bytes :
        List.of("{}".getBytes(UTF_16), new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'})) {
      var refused =
          assertThrows(
              RefusedException.class, () -> JsonText.read(new ByteArrayInputStream(bytes)));
      assertEquals(ProblemType.INVALID_JSON, refused.refusal().type());
    }
  }

  @Test
  void aBodyIsReadToItsLimitAndNoFurther() {
    assertEquals(
        JsonText.LIMIT,
        JsonText.read(new ByteArrayInputStream(" ".repeat(JsonText.LIMIT).getBytes(UTF_8)))
            .length());
    var refused =
        assertThrows(
            RefusedException.class,
            () ->
                JsonText.read(
                    new ByteArrayInputStream(" ".repeat(JsonText.LIMIT + 1).getBytes(UTF_8))));
    assertEquals(ProblemType.BODY_TOO_LARGE, refused.refusal().type());
  }

  @Property(tries = 500)
  void whatJacksonWritesIsReadAsItWas(@ForAll("texts") String name, @ForAll("texts") String value)
      throws IOException {
    var mapper = new ObjectMapper();
    var tree = mapper.createObjectNode();
    tree.put(name, value).putArray(name + "+").add(value).add(true).addNull();
    assertEquals(tree, JsonText.parse(mapper.writeValueAsString(tree)));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .ofMaxLength(12)
        .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000));
  }

  @Test
  void whoGoesAwayInTheMiddleOfABodyIsNoFaultOfOurs() {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Connection reset");
          }
        };
    var refused = assertThrows(RefusedException.class, () -> JsonText.read(broken));
    assertEquals(ProblemType.INVALID_JSON, refused.refusal().type());
  }
}
