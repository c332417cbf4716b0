package dev.baton.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.token.Storefronts;
import dev.baton.token.TokenCodecs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Two pretend identity providers, one for each storefront, with keys made at run time. */
final class Identity {
  /** The one of the storefront {@code demo}. */
  static final Identity LOGIN = new Identity("login", "demo");

  /** The one of the storefront {@code outlet}. */
  static final Identity OUTLET = new Identity("outlet-login", "outlet");

  static final String AUDIENCE = "baton-checkout";

  private static final Path FOLDER = Path.of("target", "assertion-keys");

  final String name;
  final String storefront;
  final String issuer;

  private Identity(String name, String storefront) {
    this.name = name;
    this.storefront = storefront;
    this.issuer = "https://" + name + ".example";
  }

  /** The settings that make a gateway know both. */
  static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    for (Identity provider : List.of(LOGIN, OUTLET)) {
      String prefix = "baton.assertions." + provider.name + ".";
      settings.put(prefix + "storefronts", provider.storefront);
      settings.put(prefix + "issuer", provider.issuer);
      settings.put(prefix + "audience", AUDIENCE);
      settings.put(prefix + "keys", provider.publicKeys().toString());
    }
    return settings;
  }

  /** Assertions where no issuer is configured. */
  static Assertions nobody() {
    return new Assertions(Map::of, new Storefronts(List.of(TokenCodecs.DEMO)), () -> Instant.EPOCH);
  }

  static String customer(String email, String assertion) {
    return "{\"action\":\"set-customer\",\"email\":\"%s\",\"assertion\":\"%s\"}"
        .formatted(email, assertion);
  }

  /** The JWKS file as it is published, made if there is none. */
  Path publicKeys() {
    return keys().resolve(name + ".json");
  }

  private synchronized Path keys() {
    Path secret = FOLDER.resolve(name + ".secret");
    try {
      if (!Files.exists(secret)) {
        List<PublicJsonWebKey> all =
            List.of(
                named("rsa", RsaJwkGenerator.generateJwk(2048)),
                named("ec", EcJwkGenerator.generateJwk(EllipticCurves.P256)),
                named("okp", OkpJwkGenerator.generateJwk("Ed25519")));
        Files.createDirectories(FOLDER);
        write(FOLDER.resolve(name + ".json"), all, OutputControlLevel.PUBLIC_ONLY);
        write(secret, all, OutputControlLevel.INCLUDE_PRIVATE);
      }
      return FOLDER;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PublicJsonWebKey named(String kid, PublicJsonWebKey key) {
    key.setKeyId(kid);
    return key;
  }

  private static void write(Path file, List<PublicJsonWebKey> keys, OutputControlLevel level)
      throws IOException {
    Path draft = Files.createTempFile(FOLDER, "draft", ".tmp");
    Files.writeString(draft, new JsonWebKeySet(new ArrayList<>(keys)).toJson(level));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  PublicJsonWebKey key(String kid) {
    try {
      JsonNode set = new ObjectMapper().readTree(keys().resolve(name + ".secret").toFile());
      for (JsonNode key : set.get("keys")) {
        if (key.get("kid").asText().equals(kid)) {
          return PublicJsonWebKey.Factory.newPublicJwk(key.toString());
        }
      }
      throw new IllegalArgumentException(kid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A good assertion: of a customer of the trade, for ten minutes. */
  String assertion(Instant now) {
    return assertion(now, "customer-4711", "trade");
  }

  String assertion(Instant now, String id, String group) {
    return assertion(
        now,
        claims -> {
          claims.setSubject(id);
          claims.setStringClaim("customer_group", group);
        });
  }

  /** One with other claims. */
  String assertion(Instant now, Consumer<JwtClaims> change) {
    return signed("RS256", "rsa", claims(now, change));
  }

  JwtClaims claims(Instant now, Consumer<JwtClaims> change) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setAudience(AUDIENCE);
    claims.setSubject("customer-4711");
    claims.setStringClaim("customer_group", "trade");
    claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
    claims.setExpirationTime(
        NumericDate.fromSeconds(now.plus(Duration.ofMinutes(10)).getEpochSecond()));
    change.accept(claims);
    return claims;
  }

  /** Claims signed with one of its keys: {@code rsa}, {@code ec} or {@code okp}. */
  String signed(String algorithm, String kid, JwtClaims claims) {
    try {
      JsonWebSignature jws = new JsonWebSignature();
      jws.setAlgorithmHeaderValue(algorithm);
      jws.setKeyIdHeaderValue(kid);
      jws.setKey(key(kid).getPrivateKey());
      jws.setPayload(claims.toJson());
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
