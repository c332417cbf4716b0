package dev.baton.token;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.LinesAndCodes;
import dev.baton.checkout.Personal;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Storefront;
import dev.baton.token.ResumeResult.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

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
  private final Storefronts storefronts;
  private final InstantSource clock;
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
    this.storefronts = storefronts;
    this.clock = clock;
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
      return new Refused(ProblemType.TOKEN_TOO_LARGE, "The token is larger than allowed.");
    }
    Keys keys = ring.current();
    OpenResult.Refused refusal = checkoutGate.refusal(compact, keys::accepting);
    boolean resume = refusal != null && refusal.type() == ProblemType.TOKEN_WRONG_TYPE;
    if (resume) {
      refusal = resumeGate.refusal(compact, keys::accepting);
    }
    if (refusal != null) {
      return new Refused(refusal.type(), refusal.detail());
    }
    byte[] payload = Base64Url.decode(Parts.second(compact));
    try {
      return resume ? resumed(payload) : taken(payload, lapsed);
    } catch (UnreadableStateException e) {
      return new Refused(ProblemType.TOKEN_MALFORMED, "The token can't be read.");
    }
  }

  private ResumeResult resumed(byte[] json) {
    ResumePayload payload = ResumePayload.read(json);
    Refused refusal =
        refusal(payload.issuer(), payload.storefront(), payload.issuedAt(), payload.expiresAt());
    return refusal == null
        ? new ResumeResult.Opened(payload.storefront(), payload.contents())
        : refusal;
  }

  /** The lines and codes of a checkout token; its absolute end doesn't matter any more. */
  private ResumeResult taken(byte[] json, Duration lapsed) {
    Payload payload = Payload.read(json);
    Refused refusal =
        refusal(
            payload.issuer(),
            payload.storefront(),
            payload.issuedAt(),
            payload.expiresAt().plus(lapsed));
    if (refusal != null) {
      return refusal;
    }
    if (payload.format() > JoseTokenCodec.FORMAT + 1) {
      return new Refused(
          ProblemType.TOKEN_UNKNOWN_FORMAT, "The token's format is not known here yet.");
    }
    Checkout checkout =
        CheckoutReader.read(
            payload.state(),
            new CheckoutReader.Claims(
                payload.checkout(),
                payload.revision(),
                payload.epoch(),
                payload.storefront(),
                payload.endsAt(),
                Personal.NONE));
    return new ResumeResult.Opened(payload.storefront(), LinesAndCodes.of(checkout.contents()));
  }

  private @Nullable Refused refusal(
      String issuer, String storefrontId, Instant issuedAt, Instant until) {
    if (!issuer.equals(settings.issuer())) {
      return new Refused(
          ProblemType.TOKEN_WRONG_ISSUER, "The token was issued by another environment.");
    }
    Storefront storefront = storefronts.find(storefrontId).orElse(null);
    if (storefront == null) {
      return new Refused(
          ProblemType.TOKEN_WRONG_STOREFRONT, "The token is for a storefront that isn't here.");
    }
    Instant now = clock.instant();
    if (issuedAt.isAfter(now.plus(settings.clockSkew()))) {
      return new Refused(ProblemType.TOKEN_NOT_YET_VALID, "The token is from the future.");
    }
    if (!now.isBefore(until)) {
      return new Refused(ProblemType.TOKEN_EXPIRED, "The token has expired too long ago.");
    }
    if (storefront.notBefore() != null && issuedAt.isBefore(storefront.notBefore())) {
      return new Refused(
          ProblemType.TOKEN_TOO_OLD, "The storefront no longer accepts tokens of that time.");
    }
    return null;
  }
}
