package dev.baton.rest;

import dev.baton.token.Ed25519Algorithm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * One issuer of assertions, by RFC 8725: only signatures of asymmetric algorithms, by a key of its
 * own set; issuer, audience, subject and an end have to be there and right.
 */
final class AssertionIssuer {
  /** None that is symmetric: the set is public, and whoever has it could vouch for anybody. */
  private static final String[] ALGORITHMS = {
    "ES256", "ES384", "ES512", "Ed25519", "EdDSA", "PS256", "PS384", "PS512", "RS256", "RS384",
    "RS512"
  };

  static {
    Ed25519Algorithm.register();
  }

  private static final Set<String> OWN_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final int SKEW_SECONDS = 60;
  private static final int LONGEST_ID = 255;
  private static final int LONGEST_GROUP = 64;

  private final String name;
  private final Assertions.Settings.Entry settings;
  private final InstantSource clock;
  private final VerificationKeyResolver keys;

  AssertionIssuer(String name, Assertions.Settings.Entry settings, InstantSource clock) {
    this.name = name;
    this.settings = settings;
    this.clock = clock;
    this.keys = keys(name, settings.keys(), clock);
  }

  boolean isFor(String storefront) {
    return settings.storefronts().contains(storefront);
  }

  /**
   * Whom it vouches for; null when it doesn't.
   *
   * @throws AssertionKeysException when its keys can't be had
   */
  Assertions.@Nullable Verified verify(String assertion) {
    try {
      JwtClaims claims =
          new JwtConsumerBuilder()
              .setJwsAlgorithmConstraints(ConstraintType.PERMIT, ALGORITHMS)
              .setVerificationKeyResolver(keys)
              .setExpectedIssuer(settings.issuer())
              .setExpectedAudience(settings.audience())
              .setRequireSubject()
              .setRequireExpirationTime()
              .setAllowedClockSkewInSeconds(SKEW_SECONDS)
              .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
              .build()
              .processToClaims(assertion);
      String id = claims.getClaimValueAsString("sub");
      String group =
          claims.getClaimValue(settings.groupClaim()) instanceof String text ? text : null;
      return fits(id, LONGEST_ID) && (group == null || fits(group, LONGEST_GROUP))
          ? new Assertions.Verified(id, group)
          : null;
    } catch (InvalidJwtException e) {
      if (unreachable(e)) {
        throw new AssertionKeysException(name, e.getCause());
      }
      return null;
    }
  }

  private static boolean fits(String text, int longest) {
    return !text.isBlank()
        && text.length() <= longest
        && text.codePoints().noneMatch(TextRule::forbidden);
  }

  private static boolean unreachable(Throwable thrown) {
    boolean resolving = false;
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      resolving |= t instanceof UnresolvableKeyException;
      if (resolving && t instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static VerificationKeyResolver keys(String name, String place, InstantSource clock) {
    if (!place.startsWith("http:") && !place.startsWith("https:")) {
      return inFile(name, Path.of(place));
    }
    URI address = URI.create(place);
    if (!"https".equals(address.getScheme()) && !OWN_MACHINE.contains(address.getHost())) {
      throw unusable(name, "keys", "fetched without TLS, anybody could put theirs in: " + place);
    }
    return new FetchedKeys(address, clock);
  }

  /** Read at each use, which is seldom, so that a new file counts at once. */
  private static VerificationKeyResolver inFile(String name, Path file) {
    try {
      read(file);
    } catch (IOException | JoseException e) {
      throw unusable(name, "keys", "no JWKS file: " + file);
    }
    return (jws, nesting) -> new JwksVerificationKeyResolver(now(file)).resolveKey(jws, nesting);
  }

  private static List<JsonWebKey> now(Path file) throws UnresolvableKeyException {
    try {
      return read(file);
    } catch (IOException e) {
      throw new UnresolvableKeyException("unreadable", e);
    } catch (JoseException e) {
      throw new UnresolvableKeyException("half written", new IOException(e));
    }
  }

  private static List<JsonWebKey> read(Path file) throws IOException, JoseException {
    return FetchedKeys.read(Files.readString(file));
  }

  static IllegalStateException unusable(String name, String setting, String why) {
    return new IllegalStateException("baton.assertions." + name + "." + setting + ": " + why);
  }
}
