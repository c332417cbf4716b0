package dev.baton.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class LineIdTest {
  @Property
  void isTheEndOfTheHashAsOneNumber(@ForAll @StringLength(max = 40) String sku)
      throws NoSuchAlgorithmException {
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest((sku.length() + ":" + sku).getBytes(StandardCharsets.UTF_8));
    String digits = new BigInteger(1, hash).toString(36);

    assertEquals(digits.substring(digits.length() - 10), LineId.of(sku, Map.of()));
  }
}
