package dev.baton.provider.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Money;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object of the contract. Every accessor throws {@link ContractViolation}
 * when the field is missing, of another type or out of its range; fields that nobody asks for are
 * ignored, so that the contract can grow.
 */
public final class Fields {
  private static final int MAX_TEXT = 2000;
  private static final int MAX_ENTRIES = 1000;
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,2}(\\.\\d{1,9})?");

  private final JsonNode node;
  private final String at;

  private Fields(JsonNode node, String at) {
    this.node = node;
    this.at = at;
  }

  static Fields of(@Nullable JsonNode node, String at) {
    if (node == null || !node.isObject()) {
      throw new ContractViolation(at, "must be an object");
    }
    return new Fields(node, at);
  }

  /** A fault of this object as a whole or of one of its fields. */
  public ContractViolation violation(String name, String reason) {
    return new ContractViolation(at + "/" + name, reason);
  }

  public boolean has(String name) {
    return present(name) != null;
  }

  public String text(String name) {
    var text = textOrNull(name);
    if (text == null || text.isBlank()) {
      throw violation(name, "must be text");
    }
    return text;
  }

  /** Text of at most {@code most} characters. */
  public String text(String name, int most) {
    var text = text(name);
    if (text.length() > most) {
      throw violation(name, "is too long");
    }
    return text;
  }

  public @Nullable String textOrNull(String name) {
    var value = present(name);
    return value == null ? null : text(value, at + "/" + name);
  }

  /** The one value that this field may have here, such as the id that was asked for. */
  public String echo(String name, String expected) {
    if (!text(name).equals(expected)) {
      throw violation(name, "is another one's");
    }
    return expected;
  }

  /** Minor units, 0 or more. */
  public long amount(String name) {
    return integer(name, 0, Money.MAX);
  }

  public @Nullable Long amountOrNull(String name) {
    return has(name) ? Long.valueOf(amount(name)) : null;
  }

  public long integer(String name, long least, long most) {
    var value = present(name);
    if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
      throw violation(name, "must be an integer");
    }
    if (value.longValue() < least || value.longValue() > most) {
      throw violation(name, "must be from " + least + " to " + most);
    }
    return value.longValue();
  }

  public boolean flag(String name) {
    var value = present(name);
    if (value == null || !value.isBoolean()) {
      throw violation(name, "must be true or false");
    }
    return value.booleanValue();
  }

  public Instant instant(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw violation(name, "must be a time such as 2026-01-31T12:00:00Z");
    }
  }

  /** An exact decimal in text, {@code "0.19"}, at most {@code most}. */
  public BigDecimal decimal(String name, BigDecimal most) {
    var text = text(name);
    if (!DECIMAL.matcher(text).matches() || new BigDecimal(text).compareTo(most) > 0) {
      throw violation(name, "must be a decimal in text, at most " + most);
    }
    return new BigDecimal(text);
  }

  /** An enum's value by its name on the wire. */
  public <E extends Enum<E>> E word(String name, Class<E> type) {
    var text = text(name);
    for (E value : type.getEnumConstants()) {
      if (Words.of(value).equals(text)) {
        return value;
      }
    }
    throw violation(name, "is a word that the contract doesn't know");
  }

  public Fields object(String name) {
    return of(present(name), at + "/" + name);
  }

  public @Nullable Fields objectOrNull(String name) {
    return has(name) ? object(name) : null;
  }

  /** A required list, each element read by {@code reader}. */
  public <T> List<T> list(String name, Function<Fields, T> reader) {
    var all = new ArrayList<T>();
    int index = 0;
    for (var element : array(name)) {
      all.add(reader.apply(of(element, at + "/" + name + "/" + index++)));
    }
    return all;
  }

  public <T> @Nullable List<T> listOrNull(String name, Function<Fields, T> reader) {
    return has(name) ? list(name, reader) : null;
  }

  public List<String> texts(String name) {
    var all = new ArrayList<String>();
    for (var element : array(name)) {
      all.add(text(element, at + "/" + name + "/" + all.size()));
    }
    return all;
  }

  public @Nullable List<String> textsOrNull(String name) {
    return has(name) ? texts(name) : null;
  }

  /** An object whose values are all text. */
  public SortedMap<String, String> map(String name) {
    var fields = object(name);
    if (fields.node.size() > MAX_ENTRIES) {
      throw violation(name, "has too many entries");
    }
    var map = new TreeMap<String, String>();
    // Not the key: it may be anything.
    fields.node.forEachEntry((key, value) -> map.put(key, text(value, fields.at + "/*")));
    return Collections.unmodifiableSortedMap(map);
  }

  private JsonNode array(String name) {
    var value = present(name);
    if (value == null || !value.isArray()) {
      throw violation(name, "must be a list");
    }
    if (value.size() > MAX_ENTRIES) {
      throw violation(name, "has too many entries");
    }
    return value;
  }

  private static String text(JsonNode value, String at) {
    if (!value.isTextual()) {
      throw new ContractViolation(at, "must be text");
    }
    var text = value.textValue();
    if (text.length() > MAX_TEXT) {
      throw new ContractViolation(at, "is too long");
    }
    return text;
  }

  private @Nullable JsonNode present(String name) {
    var value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }
}
