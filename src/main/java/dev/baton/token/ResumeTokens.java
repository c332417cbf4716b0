package dev.baton.token;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.LinesAndCodes;
import dev.baton.checkout.Personal;
import dev.baton.checkout.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The tokens that a new checkout may begin from: resume tokens, which it makes, and checkout tokens
 * that may have lapsed since. Neither gives anything personal: of a checkout token the encrypted
 * part isn't even opened.
 */
public final class ResumeTokens {
  /** The {@code typ} of a resume token; no other call accepts it. */
  static final String TYPE = "resume+jwt";

  private final KeyRing ring;
  private final TokenSettings settings;
  private final InstantSource clock;
  private final Validity validity;
  private final Signatures signatures;
  private final SignatureGate resumeGate;
  private final SignatureGate checkoutGate;

  ResumeTokens(
      KeyRing ring,
      TokenSettings settings,
      Storefronts storefronts,
      InstantSource clock,
      SignatureProvider provider) {
    this.ring = ring;
    this.settings = settings;
    this.clock = clock;
    this.validity = new Validity(settings, storefronts, clock);
    this.signatures = new Signatures(provider);
    this.resumeGate = new SignatureGate(signatures, TYPE);
    this.checkoutGate = new SignatureGate(signatures, JoseTokenCodec.TYPE);
  }

  /**
   * Makes a resume token.
   *
   * @param life from now; in whole seconds
   * @throws StateTooLargeException when it would exceed the configured size
   */
  public ResumeToken seal(String storefront, LinesAndCodes contents, Duration life) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant expiresAt = now.plus(life);
    String payload =
        new ResumePayload(settings.issuer(), storefront, now, expiresAt, contents).write();
    String compact = signatures.sign(ring.current().signer(), TYPE, payload);
    if (compact.length() > settings.maxSize()) {
      throw new StateTooLargeException(compact.length(), settings.maxSize());
    }
    return new ResumeToken(compact, expiresAt);
  }

  /**
   * Verifies a token of either type and takes out of it what may go into a new checkout; signature
   * before payload, no I/O.
   *
   * @param lapsed how long ago a checkout token may have expired; a resume token may not
   */
  public ResumeResult open(String compact, Duration lapsed) {
    if (compact.length() > settings.maxSize()) {
      return new TokenRefusal(ProblemType.TOKEN_TOO_LARGE, "The token is larger than allowed.");
    }
    Keys keys = ring.current();
    TokenRefusal refusal = checkoutGate.refusal(compact, keys::accepting);
    boolean resume = refusal != null && refusal.type() == ProblemType.TOKEN_WRONG_TYPE;
    if (resume) {
      refusal = resumeGate.refusal(compact, keys::accepting);
    }
    if (refusal != null) {
      return refusal;
    }
    byte[] payload = Base64Url.decode(Parts.second(compact));
    try {
      return resume ? resumed(payload) : taken(payload, lapsed);
    } catch (UnreadableStateException e) {
      return new TokenRefusal(ProblemType.TOKEN_MALFORMED, "The token can't be read.");
    }
  }

  private ResumeResult resumed(byte[] json) {
    ResumePayload payload = ResumePayload.read(json);
    TokenRefusal refusal = validity.ofIssuer(payload.issuer());
    if (refusal == null) {
      refusal = validity.now(payload.storefront(), payload.issuedAt(), payload.expiresAt(), null);
    }
    return refusal == null
        ? new ResumeResult.Opened(payload.storefront(), payload.contents())
        : refusal;
  }

  /** The lines and codes of a checkout token; its absolute end doesn't matter any more. */
  private ResumeResult taken(byte[] json, Duration lapsed) {
    Payload payload = Payload.read(json);
    TokenRefusal refusal = validity.of(payload, payload.expiresAt().plus(lapsed), null);
    if (refusal != null) {
      return refusal;
    }
    Checkout checkout = payload.state(Personal.NONE).checkout();
    return new ResumeResult.Opened(payload.storefront(), LinesAndCodes.of(checkout.contents()));
  }
}
