package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The copy of a token that the record keeps opens for its own checkout only. */
class RecordCopyTest {
  private Instant now = AnyCheckout.NOW;
  private final Forger forger = new Forger(() -> now);

  @Test
  void theRecordsCopyOpensForItsOwnCheckoutOnlyAndLongAfterItsToken() {
    String sealed = forger.codec.sealForRecord(forger.genuine());
    String cid = forger.genuine().token().checkout().contents().id();
    now = AnyCheckout.NOW.plus(Duration.ofDays(30));
    assertEquals(forger.compact(), forger.codec.openFromRecord(cid, sealed).compact());
    assertNull(forger.codec.openFromRecord("another", sealed));
    assertNull(forger.codec.openFromRecord(cid, forger.compact()));
    assertNull(forger.codec.openFromRecord(cid, "junk"));
    assertNull(forger.codec.openFromRecord(cid, sealed.substring(0, sealed.length() - 4)));
    assertNull(new Forger(() -> now).codec.openFromRecord(cid, sealed));
  }

  @Test
  void aRecordsCopyOfAForgeryDoesNotOpen() {
    IssuedToken genuine = forger.genuine();
    byte[] signature = Base64Url.decode(forger.part(2));
    signature[5] ^= 1;
    String forged = forger.part(0) + "." + forger.part(1) + "." + Base64Url.encode(signature);
    String sealed = forger.codec.sealForRecord(new IssuedToken(forged, genuine.token()));
    assertNull(forger.codec.openFromRecord(genuine.token().checkout().contents().id(), sealed));
  }
}
