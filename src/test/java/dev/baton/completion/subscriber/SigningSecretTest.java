package dev.baton.completion.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The signature of Standard Webhooks, and what is a secret. */
class SigningSecretTest {
  /** The example of the specification's own libraries (TestWebhookSign); it guards nothing. */
  private static final String PUBLISHED = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final Instant AT = Instant.ofEpochSecond(1614265330);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void thePublishedVector() {
    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        SigningSecret.of(PUBLISHED)
            .sign("msg_p5jXN8AQM9LWM0D4loKWxJek", AT, bytes("{\"test\": 2432232314}")));
  }

  @Test
  void idTimeBodyAndKeyAllCount() {
    SigningSecret secret = SigningSecret.of(PUBLISHED);
    String signature = secret.sign("a", AT, bytes("{}"));
    assertEquals(signature, secret.sign("a", AT.plusMillis(999), bytes("{}")));
    assertNotEquals(signature, secret.sign("b", AT, bytes("{}")));
    assertNotEquals(signature, secret.sign("a", AT.plusSeconds(1), bytes("{}")));
    assertNotEquals(signature, secret.sign("a", AT, bytes("{ }")));
    assertNotEquals(signature, secret(24).sign("a", AT, bytes("{}")));
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 32, 64})
  void secretsOfTheSpecifiedLengthsAreTaken(int length) {
    assertEquals(47, secret(length).sign("a", AT, bytes("")).length());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 23, 65})
  void othersAreNot(int length) {
    assertThrows(IllegalArgumentException.class, () -> secret(length));
  }

  @Test
  void whatIsNoSecretIsNotRepeated() {
    for (String text :
        new String[] {"", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_tell*nobody*tell*nobody*!"}) {
      var e = assertThrows(IllegalArgumentException.class, () -> SigningSecret.of(text));
      assertFalse(Objects.requireNonNull(e.getMessage()).contains("nobody"));
      assertEquals(null, e.getCause());
    }
    assertFalse(SigningSecret.of(PUBLISHED).toString().contains("MfKQ"));
  }

  private static SigningSecret secret(int length) {
    return SigningSecret.of("whsec_" + Base64.getEncoder().encodeToString(new byte[length]));
  }
}
