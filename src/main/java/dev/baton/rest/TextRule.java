package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import java.text.Normalizer;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text in a request may be. Every text is trimmed and brought to NFC; none may hold control
 * characters, characters that turn the reading direction or can't be seen, or halves of surrogate
 * pairs.
 */
enum TextRule {
  ACTION(40, null),
  STOREFRONT(64, "[A-Za-z0-9][A-Za-z0-9._-]*"),
  CURRENCY(3, "[A-Z]{3}"),
  COUNTRY(2, "[A-Z]{2}"),
  LOCALE(35, "[A-Za-z0-9-]+"),
  SKU(64, "[A-Za-z0-9][A-Za-z0-9._:+-]*"),
  LINE(10, "[0-9a-z]{10}"),
  ATTRIBUTE_NAME(40, "[A-Za-z0-9][A-Za-z0-9._-]*"),
  ATTRIBUTE_VALUE(200, null),
  EMAIL(
      254,
      "[^\\s@<>()\\[\\],;:\\\\\"]{1,64}@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+"
          + "[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}]"),
  PERSON(120, null),
  COMPANY(120, null),
  TAX_ID(40, "[A-Za-z0-9][A-Za-z0-9 ./-]*"),
  ASSERTION(8192, "[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+"),
  TOKEN(65536, "[!-~]+"),
  ADDRESS_LINE(120, null),
  /** With a digit, as all of them have: it is shown unmasked, and mustn't be somebody's name. */
  POSTAL_CODE(12, "(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9 -]*"),
  CITY(80, null),
  REGION(80, null),
  PHONE(32, "\\+?[0-9][0-9 ()./-]*"),
  OPTION(64, "[!-~]+"),
  LOCATION(64, "[!-~]+"),
  CODE(64, null),
  PROMOTION(64, "[!-~]+"),
  PAYMENT_METHOD(128, "[!-~]+"),
  URL(2048, "[!-~]+"),
  INCLUDE(40, null);

  /**
   * Letters and signs by their category, which show nothing: Hangul's fillers and empty braille.
   */
  private static final String FILLERS = "\u115F\u1160\u3164\uFFA0\u2800";

  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final int longest;
  private final @Nullable Pattern pattern;

  /**
   * A rule.
   *
   * @param longest most characters (code points)
   * @param pattern what all of it has to match, or null
   */
  TextRule(int longest, @Nullable String pattern) {
    this.longest = longest;
    this.pattern = pattern == null ? null : Pattern.compile(pattern);
  }

  /** The text as it is kept; refused with {@code invalid-value} if it can't be. */
  String check(String raw, String pointer) {
    String text = Normalizer.normalize(raw, Normalizer.Form.NFC).strip();
    if (text.codePoints().allMatch(TextRule::blank)) {
      throw invalid(pointer, "This text is empty.");
    }
    if (text.codePointCount(0, text.length()) > longest) {
      throw invalid(pointer, "This text is longer than " + longest + " characters.");
    }
    if (text.codePoints().anyMatch(TextRule::forbidden)) {
      throw invalid(pointer, "This text holds control, direction or invisible characters.");
    }
    if (pattern != null && !pattern.matcher(text).matches()) {
      throw invalid(pointer, "This is not " + described() + ".");
    }
    return meaning(text, pointer);
  }

  private String meaning(String text, String pointer) {
    return switch (this) {
      case COUNTRY -> {
        if (!COUNTRIES.contains(text)) {
          throw invalid(pointer, "This is not " + described() + ".");
        }
        yield text;
      }
      case CURRENCY -> {
        try {
          yield java.util.Currency.getInstance(text).getCurrencyCode();
        } catch (IllegalArgumentException e) {
          throw invalid(pointer, "This is not " + described() + ".");
        }
      }
      case LOCALE -> {
        try {
          Locale locale = new Locale.Builder().setLanguageTag(text).build();
          if (locale.getLanguage().isEmpty()) {
            throw invalid(pointer, "This is not " + described() + ".");
          }
          yield locale.toLanguageTag();
        } catch (IllformedLocaleException e) {
          throw invalid(pointer, "This is not " + described() + ".");
        }
      }
      default -> text;
    };
  }

  private String described() {
    return switch (this) {
      case CURRENCY -> "an ISO 4217 currency code such as EUR";
      case COUNTRY -> "an ISO 3166-1 alpha-2 country code such as DE";
      case LOCALE -> "a BCP 47 locale such as de-DE";
      case SKU -> "a SKU: letters, digits and ._:+- only";
      case LINE -> "the id of a line";
      case EMAIL -> "an e-mail address";
      case PHONE -> "a phone number";
      case URL -> "an address";
      default -> "a possible " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }

  /** Control, direction and invisible characters, and halves of one. */
  static boolean forbidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      // All that turns the direction is of this category. Joiners belong to words and emoji.
      case Character.FORMAT -> !joins(character);
      default -> FILLERS.indexOf(character) >= 0;
    };
  }

  private static boolean joins(int character) {
    return character == 0x200C || character == 0x200D;
  }

  /** Whether a character alone shows nothing; a mark needs a letter to stand on. */
  private static boolean blank(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.getType(character) == Character.NON_SPACING_MARK
        || joins(character);
  }

  private static RefusedException invalid(String pointer, String detail) {
    return RefusedException.at(ProblemType.INVALID_VALUE, pointer, detail);
  }
}
