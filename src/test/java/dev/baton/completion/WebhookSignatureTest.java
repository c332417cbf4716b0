package dev.baton.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.completion.WebhookSignature.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_764_000_000);
  private static final String SECRET = "whsec_" + UUID.randomUUID();
  private static final byte[] BODY = "{\"id\": \"evt_1\" }".getBytes(StandardCharsets.UTF_8);

  static String mac(long time, byte[] body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Verdict verify(@Nullable String header, byte[] body, String... secrets) {
    return WebhookSignature.verify(header, body, List.of(secrets), NOW, Duration.ofMinutes(5));
  }

  private static String signedAt(long time) {
    return "t=" + time + ",v1=" + mac(time, BODY, SECRET);
  }

  /** Computed by another implementation. */
  @Test
  void theMacIsHmacSha256OverTimeDotBody() {
    String body = "payload";
    assertEquals(
        Verdict.GENUINE,
        WebhookSignature.verify(
            // printf '12345.payload' | openssl dgst -sha256 -hmac secret
            "t=12345,v1=" + "d722a5868f0945dc703cdad9c1d4cb719f7c90477fa861fec0470756bd737ff3",
            body.getBytes(StandardCharsets.UTF_8),
            List.of("secret"),
            Instant.ofEpochSecond(12345),
            Duration.ofMinutes(5)));
  }

  @Test
  void aGenuineOneIsGenuine() {
    assertEquals(Verdict.GENUINE, verify(signedAt(NOW.getEpochSecond()), BODY, SECRET));
  }

  @Test
  void whileTheSecretIsReplacedEitherIsRight() {
    String header = signedAt(NOW.getEpochSecond());
    assertEquals(Verdict.GENUINE, verify(header, BODY, "whsec_new", SECRET));
    assertEquals(Verdict.GENUINE, verify(header, BODY, SECRET, "whsec_new"));
    String both = header + ",v1=" + mac(NOW.getEpochSecond(), BODY, "whsec_new") + ",v0=00";
    assertEquals(Verdict.GENUINE, verify(both, BODY, "whsec_new"));
    assertEquals(Verdict.WRONG, verify(header, BODY, "whsec_new"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, GENUINE",
    "-300, GENUINE",
    "300, GENUINE",
    "-301, TOO_OLD",
    "301, TOO_OLD",
    "-259200, TOO_OLD"
  })
  void itIsTakenForFiveMinutesEitherWay(long seconds, Verdict verdict) {
    assertEquals(verdict, verify(signedAt(NOW.getEpochSecond() + seconds), BODY, SECRET));
  }

  @Test
  void anotherTimeOrAnotherByteIsWrong() {
    long time = NOW.getEpochSecond();
    String later = "t=" + (time + 1) + ",v1=" + mac(time, BODY, SECRET);
    assertEquals(Verdict.WRONG, verify(later, BODY, SECRET));
    byte[] reformatted = "{\"id\":\"evt_1\"}".getBytes(StandardCharsets.UTF_8);
    assertEquals(Verdict.WRONG, verify(signedAt(time), reformatted, SECRET));
    assertEquals(Verdict.WRONG, verify(signedAt(time), BODY));
  }

  @Test
  void anEmptySecretSignsNothing() {
    assertEquals(Verdict.WRONG, verify(signedAt(NOW.getEpochSecond()), BODY, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "t=",
        "v1=00",
        "t=1",
        "t=abc,v1=00",
        "t=-1,v1=00",
        "t=1,t=2,v1=00",
        "t=1,v1=zz",
        "=,=",
        "t=99999999999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000"
      })
  void aMalformedHeaderIsWrongAndNoFault(String header) {
    assertEquals(Verdict.WRONG, verify(header, BODY, SECRET));
  }

  @Test
  void noHeaderIsWrong() {
    assertEquals(Verdict.WRONG, verify(null, BODY, SECRET));
  }
}
