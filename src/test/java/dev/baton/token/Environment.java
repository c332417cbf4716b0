package dev.baton.token;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * What a gateway with these keys and this issuer makes; with another issuer than a running one's,
 * an environment that has its keys by mistake.
 */
public record Environment(TokenCodec codec, ResumeTokens resume) {
  /** With the keys of a JWKS file and the storefronts demo and outlet. */
  public static Environment of(Path keys, String issuer, InstantSource clock) {
    SignatureProvider provider = SignatureProvider.best();
    KeyRing ring = new KeyRing(KeyFiles.load(keys, provider));
    TokenSettings settings = TokenSettings.of(issuer);
    Storefronts storefronts = new Storefronts(List.of(TokenCodecs.DEMO, TokenCodecs.OUTLET));
    return new Environment(
        new JoseTokenCodec(ring, settings, storefronts, clock, provider),
        new ResumeTokens(ring, settings, storefronts, clock, provider));
  }
}
