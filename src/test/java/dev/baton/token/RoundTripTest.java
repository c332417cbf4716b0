package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.baton.checkout.Checkout;
import java.time.InstantSource;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripTest {
  private final InstantSource clock = () -> AnyCheckout.NOW;
  private final TokenSettings settings =
      new TokenSettings(
          TokenCodecs.ISSUER,
          64 * 1024,
          TokenSettings.of(TokenCodecs.ISSUER).life(),
          TokenSettings.of(TokenCodecs.ISSUER).clockSkew(),
          0,
          Formats.newest());
  private final TokenCodec codec = TokenCodecs.inMemory(clock, settings);

  @Provide
  Arbitrary<Checkout> checkouts() {
    return AnyCheckout.any();
  }

  @Property(tries = 500)
  void whatIsSealedIsWhatOpens(@ForAll("checkouts") Checkout checkout) {
    IssuedToken sealed = codec.seal(checkout, null);
    VerifiedToken opened = ((OpenResult.Verified) codec.open(sealed.compact())).token();
    assertEquals(sealed.token().checkout(), opened.checkout());
    assertEquals(named(checkout, opened), opened.checkout());
    assertEquals(sealed.token().jti(), opened.jti());
    assertEquals(sealed.token().expiresAt(), opened.expiresAt());
    assertEquals(sealed.token().issuedAt(), opened.issuedAt());
  }

  /** With the key of its digests, which the token names. */
  private static Checkout named(Checkout checkout, VerifiedToken token) {
    String key = token.checkout().contents().digestKey();
    assertNotNull(key);
    return checkout.with(checkout.contents().withDigestKey(key));
  }

  @Property(tries = 100)
  void whatTheRecordKeepsIsWhatComesOutOfIt(@ForAll("checkouts") Checkout checkout) {
    IssuedToken sealed = codec.seal(checkout, null);
    IssuedToken kept = codec.openFromRecord(checkout.contents().id(), codec.sealForRecord(sealed));
    assertEquals(sealed.compact(), kept.compact());
    assertEquals(named(checkout, kept.token()), kept.token().checkout());
  }
}
