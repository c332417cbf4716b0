package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Address;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Customer;
import dev.baton.checkout.Line;
import dev.baton.checkout.LinePrice;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Personal;
import dev.baton.checkout.Port;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Receipt;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.Storefront;
import dev.baton.checkout.TaxRate;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoseTokenCodecTest {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final Storefront DEMO =
      new Storefront(
          "demo", Set.of(), Set.of(), Set.of("EUR"), Set.of("DE"), Set.of(), Set.of(), null);

  @TempDir Path folder;
  private Instant now = START;
  private TokenCodec codec;

  @BeforeEach
  void keys() {
    codec = codec("https://here.example");
  }

  private TokenCodec codec(String issuer) {
    KeyRing keys = KeyFolder.loadOrMake(folder.resolve("keys"), new SecureRandom());
    return new JoseTokenCodec(
        () -> keys,
        new Storefronts(List.of(DEMO)),
        () -> now,
        new SecureRandom(),
        issuer,
        Duration.ofHours(24),
        16384);
  }

  private static Checkout.Open checkout(int lines, String title) {
    List<Line> all = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      all.add(
          Line.unpriced("sku-%04d".formatted(i), Map.of(), i + 1)
              .withPrice(new LinePrice(title + " " + i, 1200 + i, i % 3 != 0, "standard", null))
              .withTaxRates(List.of(new TaxRate("MwSt", new BigDecimal("0.19"))))
              .withAvailable(100L));
    }
    Address address =
        new Address(
            "Ada Example", null, "Hauptstr. 1", null, "10117", "Berlin", null, "DE", "+49301234");
    Contents contents =
        Contents.empty("cid-1", "demo", "EUR", "DE", "de-DE", START.plus(Duration.ofDays(7)))
            .withLines(all)
            .withPersonal(
                new Personal(
                    new Customer("ada@example.com", "Ada Example", null, null, null, null),
                    address,
                    address))
            .withReceipts(
                List.of(
                    new Receipt(Port.PRICING, "sandbox", "0123456789abcdef0123", START, false)));
    return new Checkout.Open(contents, Reservation.NONE, Payment.NONE);
  }

  private VerifiedToken opened(String compact) {
    return assertInstanceOf(OpenResult.Verified.class, codec.open(compact)).token();
  }

  private void assertRefused(ProblemType type, String compact) {
    assertEquals(type, assertInstanceOf(OpenResult.Refused.class, codec.open(compact)).type());
  }

  @Test
  void whatIsSealedIsOpenedAsItWas() {
    Checkout checkout = checkout(3, "Mug");
    IssuedToken sealed = codec.seal(checkout, null);
    assertEquals(checkout, opened(sealed.compact()).checkout());
    assertFalse(sealed.compact().contains("Ada"));
  }

  @Test
  void thePersonalCompartmentIsReusedWhileUnchanged() {
    Checkout.Open checkout = checkout(1, "Mug");
    VerifiedToken first = opened(codec.seal(checkout, null).compact());
    VerifiedToken second =
        opened(codec.seal(checkout.with(checkout.contents().withRevision(2)), first).compact());
    assertEquals(first.sealedPersonal(), second.sealedPersonal());
    assertEquals(List.of(first.jti()), second.parents());
  }

  @Test
  void aTokenEndsWithItsLife() {
    String compact = codec.seal(checkout(1, "Mug"), null).compact();
    now = START.plus(Duration.ofHours(24)).minusSeconds(1);
    opened(compact);
    now = START.plus(Duration.ofHours(24));
    assertRefused(ProblemType.TOKEN_EXPIRED, compact);
    now = START.plus(Duration.ofDays(7));
    assertRefused(ProblemType.TOKEN_ENDED, compact);
  }

  @Test
  void aChangedOrForeignTokenIsRefused() {
    String compact = codec.seal(checkout(1, "Mug"), null).compact();
    char last = compact.charAt(compact.length() - 3);
    assertRefused(
        ProblemType.TOKEN_BAD_SIGNATURE,
        compact.substring(0, compact.length() - 3)
            + (last == 'A' ? 'B' : 'A')
            + compact.substring(compact.length() - 2));
    assertRefused(
        ProblemType.TOKEN_WRONG_ISSUER,
        codec("https://there.example").seal(checkout(1, "Mug"), null).compact());
    assertRefused(ProblemType.TOKEN_MALFORMED, compact + "=");
  }

  @Test
  void theRecordsCopyOpensForItsCheckoutOnlyAndIsNoToken() {
    IssuedToken token = codec.seal(checkout(1, "Mug"), null);
    String sealed = codec.sealForRecord(token);
    now = START.plus(Duration.ofDays(6));
    IssuedToken back = codec.openFromRecord("cid-1", sealed);
    assertEquals(token.compact(), back.compact());
    assertNull(codec.openFromRecord("cid-2", sealed));
    assertRefused(ProblemType.TOKEN_WRONG_TYPE, sealed);
  }

  @Test
  void fiftyTitledLinesAndTwoAddressesFitTheBudget() {
    for (String title :
        List.of("A blue mug of the finest clay, glazed twice", "青いマグカップ、二度焼きの上質な陶器")) {
      for (int lines : List.of(1, 10, 50, 100)) {
        int size = codec.seal(checkout(lines, title), null).compact().length();
        System.out.printf(
            "token of %d lines (%s...): %d bytes%n", lines, title.substring(0, 6), size);
        assertTrue(lines > 50 || size <= 7680, size + " bytes for " + lines);
      }
    }
  }
}
