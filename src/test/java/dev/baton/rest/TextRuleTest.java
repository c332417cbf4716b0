package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.ProblemType;
import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRuleTest {
  private static String accepted(TextRule rule, String text) {
    return rule.check(text, "/x");
  }

  private static void refused(TextRule rule, String text) {
    var refused = assertThrows(RefusedException.class, () -> rule.check(text, "/x"), text);
    assertEquals(ProblemType.INVALID_VALUE, refused.refusal().type());
    assertEquals("/x", refused.refusal().pointer());
    assertTrue(text.length() < 3 || !refused.refusal().detail().contains(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u0000b",
        "a\nb",
        "a\tb",
        "a\u007Fb",
        "a\u0085b",
        "a\u202Eb",
        "a\u2066b",
        "a\u200Fb",
        "a\u061Cb",
        "a\u2028b",
        "a\uD800b",
        "a\uE000b",
        "a\uFFFFb",
        "",
        " ",
        "\u2003",
        "a\u200Bb",
        "a\u2060b",
        "a\uFEFFb",
        "a\u00ADb",
        "a\u3164b",
        "a\u115Fb",
        "a\u1160b",
        "a\uFFA0b",
        "a\u2800b",
        "\uDB40\uDC61a",
        "\u00A0",
        "\u202F \u2007",
        "\u200D",
        "\u0301"
      })
  void controlAndDirectionCharactersAreRefused(String text) {
    refused(TextRule.PERSON, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ada Example", "山田 太郎", "محمد", "O’Brien-Ñandú", "👩‍👩‍👧", "X"})
  void whatPeopleAreCalledIsAccepted(String text) {
    assertEquals(text, accepted(TextRule.PERSON, text));
  }

  @Test
  void textIsTrimmedAndComposed() {
    assertEquals("\u00e9", accepted(TextRule.CITY, "  e\u0301 "));
  }

  @Test
  void lengthIsCountedInCharactersNotInUnits() {
    accepted(TextRule.PERSON, "😀".repeat(120));
    refused(TextRule.PERSON, "😀".repeat(121));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ada@example.com", "a+b.c_d@sub.example.co", "ü@müller.example", "a@1.example"})
  void anAddressOfAMailboxIsAccepted(String text) {
    assertEquals(text, accepted(TextRule.EMAIL, text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada",
        "@example.com",
        "ada@",
        "ada@localhost",
        "ada@@example.com",
        "a b@example.com",
        "ada@example..com",
        "ada@-example.com",
        "<ada@example.com>",
        "ada@example.com,b@example.com"
      })
  void whatIsNoMailboxIsRefused(String text) {
    refused(TextRule.EMAIL, text);
  }

  @ParameterizedTest
  @CsvSource({
    "COUNTRY,DE,true",
    "COUNTRY,de,false",
    "COUNTRY,XX,false",
    "COUNTRY,DEU,false",
    "CURRENCY,EUR,true",
    "CURRENCY,eur,false",
    "CURRENCY,ZZZ,false",
    "LOCALE,de-DE,true",
    "LOCALE,ja,true",
    "LOCALE,de_DE,false",
    "LOCALE,x,false",
    "LOCALE,zh-Hant-TW,true",
    "SKU,mug-blue,true",
    "SKU,mug blue,false",
    "SKU,{mug},false",
    "SKU,-mug,false",
    "PHONE,+49 30 123456,true",
    "PHONE,call me,false",
    "POSTAL_CODE,10117,true",
    "POSTAL_CODE,SW1A 1AA,true",
    "POSTAL_CODE,150-0001,true",
    "POSTAL_CODE,LV-1010,true",
    "POSTAL_CODE,<b>,false",
    "POSTAL_CODE,Ada Example,false",
    "POSTAL_CODE,1234567890123,false",
    "POSTAL_CODE,-10117,false"
  })
  void codesAreThoseOfTheirStandard(TextRule rule, String text, boolean good) {
    if (good) {
      assertEquals(text, accepted(rule, text));
    } else {
      refused(rule, text);
    }
  }

  @Property
  void whateverIsAcceptedIsComposedTrimmedAndStaysAcceptedAsItIs(@ForAll String text) {
    String kept;
    try {
      kept = accepted(TextRule.ADDRESS_LINE, text);
    } catch (RefusedException e) {
      return;
    }
    assertTrue(Normalizer.isNormalized(kept, Normalizer.Form.NFC));
    assertEquals(kept, accepted(TextRule.ADDRESS_LINE, kept));
  }
}
