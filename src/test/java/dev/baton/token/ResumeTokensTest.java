package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.QRCodeWriter;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.LinesAndCodes;
import dev.baton.checkout.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResumeTokensTest {
  private static final Duration LIFE = Duration.ofHours(1);
  private static final Duration LAPSED = Duration.ofDays(30);

  private final KeyRing ring = new KeyRing(TokenCodecs.keys(TokenCodecs.newSet()));
  private Instant now = AnyCheckout.NOW;

  private ResumeTokens resume(KeyRing keys, String issuer, Storefronts storefronts) {
    return new ResumeTokens(
        keys, TokenSettings.of(issuer), storefronts, () -> now, SignatureProvider.best());
  }

  private ResumeTokens resume() {
    return resume(
        ring, TokenCodecs.ISSUER, new Storefronts(List.of(TokenCodecs.DEMO, TokenCodecs.OUTLET)));
  }

  private TokenCodec codec() {
    return TokenCodecs.codec(ring, TokenSettings.of(TokenCodecs.ISSUER), () -> now);
  }

  private static LinesAndCodes cart(int lines) {
    List<LinesAndCodes.Entry> all = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      all.add(
          new LinesAndCodes.Entry(
              "sku-%06d-blue".formatted(100_000 + 37 * i), 1 + i % 12, new TreeMap<>(), null));
    }
    return new LinesAndCodes(all, List.of("WELCOME10"), null);
  }

  private LinesAndCodes opened(String compact) {
    return assertInstanceOf(ResumeResult.Opened.class, resume().open(compact, LAPSED)).contents();
  }

  private void assertRefused(ProblemType type, ResumeTokens by, String compact) {
    assertEquals(type, assertInstanceOf(TokenRefusal.class, by.open(compact, LAPSED)).type());
  }

  private static String payload(String compact) {
    return new String(
        Base64.getUrlDecoder().decode(compact.split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }

  @Test
  void itGivesBackTheLinesAndCodesOfItsStorefront() {
    TreeMap<String, String> engraved = new TreeMap<>();
    engraved.put("engraving", "für Ada \"A\"");
    LinesAndCodes cart =
        new LinesAndCodes(
            List.of(
                new LinesAndCodes.Entry("mug-blue", 2, engraved, null),
                new LinesAndCodes.Entry("mug-blue", 1, new TreeMap<>(), null)),
            List.of(),
            null);
    ResumeToken token = resume().seal("outlet", cart, LIFE);
    assertEquals(new ResumeResult.Opened("outlet", cart), resume().open(token.compact(), LAPSED));
    assertEquals(now.plus(LIFE), token.expiresAt());
    assertFalse(token.toString().contains(token.compact()));
  }

  @Test
  void itCarriesNeitherPricesNorAnythingPersonal() {
    Checkout.Open checkout = TypicalCheckout.of(3, "Mug #");
    String payload =
        payload(resume().seal("demo", LinesAndCodes.of(checkout.contents()), LIFE).compact());
    assertEquals(
        "{\"iss\":\"https://test.baton.invalid\",\"aud\":\"demo\",\"iat\":%d,\"exp\":%d,\"lines\":[[\"sku-100000\",1],[\"sku-100037\",2],[\"sku-100074\",3]],\"codes\":[\"WELCOME10\"]}"
            .formatted(now.getEpochSecond(), now.plus(LIFE).getEpochSecond()),
        payload);
  }

  @Test
  void twentyLinesFitAQrCodeThatReads() throws Exception {
    String link = "https://shop.example/resume#" + resume().seal("demo", cart(20), LIFE).compact();
    System.out.printf("resume link of 20 lines: %d bytes%n", link.length());
    assertTrue(link.length() < 1200, "bytes: " + link.length());
    BitMatrix drawn =
        new QRCodeWriter().encode(link, com.google.zxing.BarcodeFormat.QR_CODE, 600, 600);
    int[] pixels = new int[drawn.getWidth() * drawn.getHeight()];
    for (int y = 0; y < drawn.getHeight(); y++) {
      for (int x = 0; x < drawn.getWidth(); x++) {
        pixels[y * drawn.getWidth() + x] = drawn.get(x, y) ? 0xFF000000 : 0xFFFFFFFF;
      }
    }
    LuminanceSource picture = new RGBLuminanceSource(drawn.getWidth(), drawn.getHeight(), pixels);
    String read =
        new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(picture))).getText();
    assertEquals(link, read);
    assertEquals(cart(20), opened(read.substring(read.indexOf('#') + 1)));
  }

  @Test
  void itOpensUntilItExpiresAndNotAfterwards() {
    String compact = resume().seal("demo", cart(1), LIFE).compact();
    now = AnyCheckout.NOW.plus(LIFE).minusSeconds(1);
    opened(compact);
    now = AnyCheckout.NOW.plus(LIFE);
    assertRefused(ProblemType.TOKEN_EXPIRED, resume(), compact);
  }

  @Test
  void itIsNoCheckoutToken() {
    String compact = resume().seal("demo", cart(1), LIFE).compact();
    OpenResult result = codec().open(compact);
    assertEquals(ProblemType.TOKEN_WRONG_TYPE, assertInstanceOf(TokenRefusal.class, result).type());
  }

  @Test
  void aForgedOrForeignOneIsRefused() {
    String compact = resume().seal("demo", cart(1), LIFE).compact();
    String other =
        compact.substring(0, compact.lastIndexOf('.') + 1)
            + resume().seal("demo", cart(2), LIFE).compact().replaceAll(".*\\.", "");
    assertRefused(ProblemType.TOKEN_BAD_SIGNATURE, resume(), other);
    Storefronts both = new Storefronts(List.of(TokenCodecs.DEMO, TokenCodecs.OUTLET));
    assertRefused(
        ProblemType.TOKEN_WRONG_ISSUER, resume(ring, "https://other.invalid", both), compact);
    assertRefused(
        ProblemType.TOKEN_WRONG_STOREFRONT,
        resume(ring, TokenCodecs.ISSUER, new Storefronts(List.of(TokenCodecs.OUTLET))),
        compact);
    KeyRing strange = new KeyRing(TokenCodecs.keys(TokenCodecs.newSet()));
    assertRefused(
        ProblemType.TOKEN_UNKNOWN_KEY, resume(strange, TokenCodecs.ISSUER, both), compact);
    assertRefused(ProblemType.TOKEN_MALFORMED, resume(), "nothing");
  }

  @Test
  void aCheckoutTokenGivesItsLinesAndPricesForThirtyDaysAfterItExpired() {
    Checkout.Open checkout = TypicalCheckout.of(3, "Mug #");
    String compact = codec().seal(checkout, null).compact();
    Instant expired = AnyCheckout.NOW.plus(Duration.ofHours(24));
    for (Instant at : List.of(AnyCheckout.NOW, expired.plus(LAPSED).minusSeconds(1))) {
      now = at;
      assertEquals(LinesAndCodes.of(checkout.contents()), opened(compact));
    }
    now = expired.plus(LAPSED);
    assertRefused(ProblemType.TOKEN_EXPIRED, resume(), compact);
  }

  @Test
  void aMergedTokenNamesBothThatItComesFrom() {
    Checkout.Open checkout = TypicalCheckout.of(1, "Mug");
    VerifiedToken one = codec().seal(checkout, null).token();
    VerifiedToken other = codec().seal(checkout, null).token();
    IssuedToken merged = codec().sealMerged(checkout, one, other);
    OpenResult.Verified opened =
        assertInstanceOf(OpenResult.Verified.class, codec().open(merged.compact()));
    assertEquals(List.of(one.jti(), other.jti()), opened.token().parents());
    assertEquals(one.sealedPersonal(), opened.token().sealedPersonal());
    assertEquals(List.of(one.jti()), codec().sealMerged(checkout, one, one).token().parents());
  }
}
