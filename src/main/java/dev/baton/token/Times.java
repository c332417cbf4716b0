package dev.baton.token;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/** NumericDate (RFC 7519): seconds since 1970, exact to the nanosecond if need be. */
final class Times {
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

  private Times() {}

  static void write(JsonGenerator json, Instant time) throws IOException {
    if (time.getNano() == 0) {
      json.writeNumber(time.getEpochSecond());
    } else {
      json.writeNumber(
          BigDecimal.valueOf(time.getEpochSecond())
              .add(BigDecimal.valueOf(time.getNano(), 9))
              .stripTrailingZeros()
              .toPlainString());
    }
  }

  static Instant read(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return Instant.ofEpochSecond(node.longValue());
    }
    if (!node.isNumber()) {
      throw new UnreadableStateException("a time is not a number");
    }
    BigDecimal seconds = node.decimalValue();
    if (seconds.precision() - seconds.scale() > 12 || seconds.scale() > 9) {
      throw new UnreadableStateException("a time is out of range");
    }
    BigDecimal[] parts = seconds.multiply(NANOS).divideAndRemainder(NANOS);
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
  }
}
