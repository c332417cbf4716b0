package dev.baton.token;

import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Storefront;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What stands against a token whose signature is genuine: whose it is, its times, its format. */
final class Validity {
  private final TokenSettings settings;
  private final Storefronts storefronts;
  private final InstantSource clock;

  Validity(TokenSettings settings, Storefronts storefronts, InstantSource clock) {
    this.settings = settings;
    this.storefronts = storefronts;
    this.clock = clock;
  }

  /** Why a token of this issuer isn't taken here; null when it is. */
  @Nullable TokenRefusal ofIssuer(String issuer) {
    return issuer.equals(settings.issuer())
        ? null
        : new TokenRefusal(
            ProblemType.TOKEN_WRONG_ISSUER, "The token was issued by another environment.");
  }

  /**
   * What stands against a checkout token: its issuer, then this moment, then its format.
   *
   * @param expiresAt from when on it is taken as expired
   * @param endsAt the absolute end of its checkout; null when that doesn't matter
   */
  @Nullable TokenRefusal of(Payload payload, Instant expiresAt, @Nullable Instant endsAt) {
    TokenRefusal refusal = ofIssuer(payload.issuer());
    if (refusal == null) {
      refusal = now(payload.storefront(), payload.issuedAt(), expiresAt, endsAt);
    }
    return refusal == null ? ofFormat(payload.format()) : refusal;
  }

  /** Why a token of this format can't be read here; null when it can. */
  private @Nullable TokenRefusal ofFormat(int format) {
    return Formats.readable(format)
        ? null
        : new TokenRefusal(
            ProblemType.TOKEN_UNKNOWN_FORMAT, "The token's format is not known here.");
  }

  /**
   * What stands against a token at this moment; null when nothing does.
   *
   * @param expiresAt from when on it has expired
   * @param endsAt the absolute end of its checkout; null when that doesn't matter
   */
  @Nullable TokenRefusal now(
      String storefrontId, Instant issuedAt, Instant expiresAt, @Nullable Instant endsAt) {
    Storefront storefront = storefronts.find(storefrontId).orElse(null);
    if (storefront == null) {
      return new TokenRefusal(
          ProblemType.TOKEN_WRONG_STOREFRONT, "The token is for a storefront that isn't here.");
    }
    Instant now = clock.instant();
    if (issuedAt.isAfter(now.plus(settings.clockSkew()))) {
      return new TokenRefusal(ProblemType.TOKEN_NOT_YET_VALID, "The token is from the future.");
    }
    if (endsAt != null && !now.isBefore(endsAt)) {
      return new TokenRefusal(
          ProblemType.TOKEN_ENDED, "The checkout has reached its absolute end.");
    }
    if (!now.isBefore(expiresAt)) {
      return new TokenRefusal(ProblemType.TOKEN_EXPIRED, "The token has expired.");
    }
    if (storefront.notBefore() != null && issuedAt.isBefore(storefront.notBefore())) {
      return new TokenRefusal(
          ProblemType.TOKEN_TOO_OLD, "The storefront no longer accepts tokens of that time.");
    }
    return null;
  }
}
