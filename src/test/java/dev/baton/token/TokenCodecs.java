package dev.baton.token;

import dev.baton.checkout.HoldPolicy;
import dev.baton.checkout.Storefront;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Codecs with keys of their own, for tests without the framework. */
public final class TokenCodecs {
  /** The issuer of {@link #inMemory}. */
  public static final String ISSUER = "https://test.baton.invalid";

  /** A storefront like the sandbox's. */
  public static final Storefront DEMO = storefront("demo");

  /** Another one. */
  public static final Storefront OUTLET = storefront("outlet");

  private TokenCodecs() {}

  /** A codec for {@link #DEMO} and {@link #OUTLET} with new keys. */
  public static TokenCodec inMemory(InstantSource clock) {
    return inMemory(clock, new Storefronts(List.of(DEMO, OUTLET)));
  }

  /** A codec with new keys. */
  public static TokenCodec inMemory(InstantSource clock, Storefronts storefronts) {
    return new JoseTokenCodec(
        new KeyRing(keys(newSet())),
        TokenSettings.of(ISSUER),
        storefronts,
        clock,
        SignatureProvider.best());
  }

  static TokenCodec inMemory(InstantSource clock, TokenSettings settings) {
    return codec(new KeyRing(keys(newSet())), settings, clock);
  }

  static JoseTokenCodec codec(KeyRing ring, TokenSettings settings, InstantSource clock) {
    return codec(ring, settings, clock, DEMO);
  }

  static JoseTokenCodec codec(
      KeyRing ring, TokenSettings settings, InstantSource clock, Storefront demo) {
    return new JoseTokenCodec(
        ring, settings, new Storefronts(List.of(demo, OUTLET)), clock, SignatureProvider.best());
  }

  static JoseTokenCodec codec(KeyRing ring, TokenSettings settings, SignatureProvider provider) {
    return new JoseTokenCodec(
        ring, settings, new Storefronts(List.of(DEMO, OUTLET)), () -> AnyCheckout.NOW, provider);
  }

  /** A new JWKS: a key to sign with, and a master key of each use. */
  static String newSet() {
    return new String(
        KeySet.fresh(SignatureAlgorithm.ES256, AnyCheckout.NOW).json(), StandardCharsets.UTF_8);
  }

  static Keys keys(List<Map<String, Object>> keys) {
    return keys(keys, SignatureProvider.best());
  }

  static Keys keys(List<Map<String, Object>> keys, SignatureProvider provider) {
    try {
      return parse(StrictJson.MAPPER.writeValueAsString(Map.of("keys", keys)), provider);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Keys keys(String jwks) {
    return parse(jwks, SignatureProvider.best());
  }

  private static Keys parse(String jwks, SignatureProvider provider) {
    return KeyFiles.parse(
        new TreeMap<>(Map.of(Path.of("keys.json"), jwks.getBytes(StandardCharsets.UTF_8))),
        provider);
  }

  private static Storefront storefront(String id) {
    return new Storefront(
        id,
        Set.of("https://" + id + ".example"),
        Set.of(URI.create("https://" + id + ".example")),
        Set.of("EUR", "USD", "JPY"),
        Set.of("DE", "US", "JP"),
        Set.of("US"),
        Set.of("gift-note"),
        null,
        HoldPolicy.AT_PAYMENT);
  }
}
