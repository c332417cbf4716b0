package dev.baton.rest;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Events as a payment provider posts them, and as others would like to. */
final class Events {
  private Events() {}

  static String about(String intent) {
    return about(intent, "acct_ours");
  }

  static String about(String intent, String account) {
    return """
    {"id":"evt_1","object":"event","type":"payment_intent.amount_capturable_updated",
     "account":"%s","data":{"object":{"id":"%s","object":"payment_intent"}}}\
    """
        .formatted(account, intent);
  }

  static Response post(String provider, String body, String signature) {
    return given()
        .contentType("application/json")
        .header("Stripe-Signature", signature)
        .body(body.getBytes(StandardCharsets.UTF_8))
        .post("/v1/payments/{provider}/webhook", provider);
  }

  static String signature(String body, String secret, Instant at) {
    return "t=" + at.getEpochSecond() + ",v1=" + mac(at.getEpochSecond() + "." + body, secret);
  }

  static String mac(String text, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
