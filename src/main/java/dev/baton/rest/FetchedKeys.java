package dev.baton.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's key set at a web address. Assertions are anybody's invention, and so are the keys
 * they name: however many come, the issuer is asked once at a time and seldom, also while it is
 * down, slow, or answers with something else; and nobody waits for it longer than {@link #PATIENCE}
 * or so.
 */
final class FetchedKeys implements VerificationKeyResolver {
  /** From when on a set is fetched again; a key that the issuer withdrew is believed that long. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  /** How long a set is good that can't be fetched again. */
  private static final Duration KEPT = Duration.ofHours(1);

  /** Between two fetches for names of keys that aren't in the set. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /** From a fetch that failed to the next. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** For a whole answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The largest set, in bytes. */
  private static final int LIMIT = 256 * 1024;

  private final HttpRequest request;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile Known known = new Known(List.of(), Instant.MIN, Instant.MIN, null);

  /**
   * What is known of the set.
   *
   * @param since when it was fetched
   * @param again from when on it may be fetched again
   * @param fault why the last fetch failed; null when it didn't
   */
  private record Known(
      List<JsonWebKey> keys, Instant since, Instant again, @Nullable IOException fault) {}

  FetchedKeys(URI address, InstantSource clock) {
    this.request = HttpRequest.newBuilder(address).header("Accept", "*/*").build();
    this.clock = clock;
  }

  @Override
  public Key resolveKey(JsonWebSignature signature, List<JsonWebStructure> nesting)
      throws UnresolvableKeyException {
    Known now = known;
    Key key = isFresh(now) ? key(now, signature, nesting) : null;
    if (key == null) {
      now = renewed();
      key = key(now, signature, nesting);
    }
    if (key != null) {
      return key;
    }
    throw now.fault() == null
        ? new UnresolvableKeyException("no such key")
        : new UnresolvableKeyException("no keys", now.fault());
  }

  private boolean isFresh(Known now) {
    return now.since().isAfter(clock.instant().minus(FRESH));
  }

  private static @Nullable Key key(
      Known now, JsonWebSignature signature, List<JsonWebStructure> nesting) {
    try {
      return new JwksVerificationKeyResolver(now.keys()).resolveKey(signature, nesting);
    } catch (UnresolvableKeyException e) {
      return null;
    }
  }

  /** The set as it is now, or as it was if it isn't time to ask. */
  private Known renewed() {
    fetching.lock();
    try {
      Instant now = clock.instant();
      if (!now.isBefore(known.again())) {
        known = fetched(known, now);
      }
      return known;
    } finally {
      fetching.unlock();
    }
  }

  private Known fetched(Known before, Instant now) {
    try {
      return new Known(fetch(), now, now.plus(PAUSE), null);
    } catch (IOException e) {
      boolean good = before.since().isAfter(now.minus(KEPT));
      return new Known(good ? before.keys() : List.of(), before.since(), now.plus(RETRY), e);
    }
  }

  private List<JsonWebKey> fetch() throws IOException {
    // Not the request's own time-out, which ends when the head of the answer is there.
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), LIMIT));
    try {
      HttpResponse<String> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      return read(response.body());
    } catch (ExecutionException | TimeoutException | JoseException e) {
      throw new IOException("no key set", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  /** The keys of a JWKS; those of kinds that aren't known here are left out. */
  static List<JsonWebKey> read(String jwks) throws JoseException {
    try {
      return new JsonWebKeySet(jwks).getJsonWebKeys();
    } catch (ClassCastException e) {
      throw new JoseException("members of the wrong type", e);
    }
  }
}
