package dev.baton.rest;

import dev.baton.token.Ed25519Algorithm;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
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
    this.keys = keys(settings.keys(), clock);
  }

  /** What is wrong with an issuer's settings, a sentence for each; empty if it can be used. */
  static List<String> broken(String name, Assertions.Settings.Entry settings, Set<String> known) {
    List<String> broken = new ArrayList<>();
    settings.storefronts().stream()
        .filter(id -> !known.contains(id))
        .sorted()
        .forEach(id ->
            broken.add(
                setting(name, "storefronts")
                    + " has "
                    + id
                    + ", and there is no such storefront: correct it, or set baton.storefronts.\""
                    + id
                    + "\".*"));
    String keys = brokenKeys(settings.keys());
    if (keys != null) {
      broken.add(setting(name, "keys") + keys);
    }
    return broken;
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

  private static @Nullable String brokenKeys(String place) {
    if (!isAddress(place)) {
      return isKeyFile(place)
          ? null
          : " names no JWKS file that can be read: set it to one, or to the https:// address of a"
              + " JWKS";
    }
    try {
      URI address = new URI(place);
      if (address.getHost() == null) {
        return " is an address without a host: set it to the issuer's JWKS, https://host/path";
      }
      return "https".equals(address.getScheme()) || OWN_MACHINE.contains(address.getHost())
          ? null
          : " would be fetched without TLS, so that anybody could put theirs in: use https://";
    } catch (URISyntaxException e) {
      return " is no address: set it to the issuer's JWKS, https://host/path";
    }
  }

  private static boolean isAddress(String place) {
    return place.startsWith("http:") || place.startsWith("https:");
  }

  private static boolean isKeyFile(String place) {
    try {
      read(Path.of(place));
      return true;
    } catch (IOException | JoseException | InvalidPathException e) {
      return false;
    }
  }

  /** A file is read at each use, which is seldom, so that a new one counts at once. */
  private static VerificationKeyResolver keys(String place, InstantSource clock) {
    if (isAddress(place)) {
      return new FetchedKeys(URI.create(place), clock);
    }
    Path file = Path.of(place);
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

  private static String setting(String name, String setting) {
    return "baton.assertions." + name + "." + setting;
  }
}
