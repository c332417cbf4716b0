package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.ProblemType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
  private static final SignatureProvider PROVIDER = SignatureProvider.best();

  @TempDir Path folder;

  private final Map<String, Object> first =
      NewKeys.signing(SignatureAlgorithm.ES256, KeyState.ACTIVE);
  private final Map<String, Object> second =
      NewKeys.signing(SignatureAlgorithm.ED25519, KeyState.NEXT);
  private final List<Map<String, Object>> masters =
      Arrays.stream(MasterKey.Use.values())
          .map(use -> NewKeys.master(use, KeyState.ACTIVE))
          .toList();

  private static Map<String, Object> in(KeyState state, Map<String, Object> key) {
    Map<String, Object> changed = new LinkedHashMap<>(key);
    changed.put("state", state.wire());
    return changed;
  }

  private String set(List<Map<String, Object>> signing) throws IOException {
    List<Map<String, Object>> all = new ArrayList<>(signing);
    all.addAll(masters);
    return StrictJson.MAPPER.writeValueAsString(Map.of("keys", all));
  }

  private void write(List<Map<String, Object>> signing) throws IOException {
    Files.writeString(folder.resolve("keys.json"), set(signing));
  }

  private static JoseTokenCodec codec(KeyRing ring) {
    return TokenCodecs.codec(ring, TokenSettings.of(TokenCodecs.ISSUER), () -> AnyCheckout.NOW);
  }

  private static void assertUnknownKey(TokenCodec codec, String token) {
    OpenResult.Refused refused = assertInstanceOf(OpenResult.Refused.class, codec.open(token));
    assertEquals(ProblemType.TOKEN_UNKNOWN_KEY, refused.type());
  }

  private static void assertOpens(TokenCodec codec, String token) {
    assertInstanceOf(OpenResult.Verified.class, codec.open(token));
  }

  @Test
  void aKeyGoesFromNextToRevokedWhileTheGatewayRuns() throws IOException {
    write(List.of(first, second));
    KeyReloader reloader = new KeyReloader(folder, PROVIDER);
    JoseTokenCodec codec = codec(reloader.ring());
    IssuedToken old = codec.seal(AnyCheckout.typical(1, "Mug"), null);
    String sealed = codec.sealForRecord(old);

    write(List.of(in(KeyState.RETIRING, first), in(KeyState.ACTIVE, second)));
    reloader.look();
    assertOpens(codec, old.compact());
    IssuedToken next = codec.seal(old.token().checkout(), old.token());
    assertTrue(new String(Base64Url.decode(Parts.first(next.compact()))).contains("\"Ed25519\""));
    assertOpens(codec, next.compact());
    assertOpens(codec(reloader.ring()), next.compact());

    write(List.of(in(KeyState.REVOKED, first), in(KeyState.ACTIVE, second)));
    reloader.look();
    assertUnknownKey(codec, old.compact());
    assertOpens(codec, next.compact());
    assertNotNull(
        codec.openFromRecord(old.token().checkout().contents().id(), sealed),
        "what was paid for still becomes an order");
  }

  @Test
  void aTokenOfTheNextKeyOpensBeforeItIsActiveHere() throws IOException {
    KeyRing elsewhere =
        new KeyRing(
            TokenCodecs.keys(
                set(List.of(in(KeyState.RETIRING, first), in(KeyState.ACTIVE, second)))));
    KeyRing here = new KeyRing(TokenCodecs.keys(set(List.of(first, second))));
    assertOpens(codec(here), codec(elsewhere).seal(AnyCheckout.typical(1, "Mug"), null).compact());
  }

  @Test
  void filesThatAreHalfWrittenChangeNothing() throws IOException {
    write(List.of(first, second));
    KeyReloader reloader = new KeyReloader(folder, PROVIDER);
    Keys before = reloader.ring().current();
    String whole = set(List.of(in(KeyState.RETIRING, first), in(KeyState.ACTIVE, second)));
    for (int length : new int[] {0, 1, whole.length() / 3, whole.length() - 1}) {
      Files.writeString(folder.resolve("keys.json"), whole.substring(0, length));
      reloader.look();
      assertSame(before, reloader.ring().current());
    }
    Files.delete(folder.resolve("keys.json"));
    reloader.look();
    assertSame(before, reloader.ring().current());
    Files.writeString(folder.resolve("keys.json"), whole);
    reloader.look();
    assertEquals(second.get("kid"), reloader.ring().current().signer().kid());
  }

  /** Read whole it would take the gateway's memory; this one is a hole and takes nothing. */
  @Test
  void aFileThatIsMuchTooLargeChangesNothing() throws IOException {
    write(List.of(first, second));
    KeyReloader reloader = new KeyReloader(folder, PROVIDER);
    Keys before = reloader.ring().current();
    try (RandomAccessFile huge =
        new RandomAccessFile(folder.resolve("other.json").toFile(), "rw")) {
      huge.setLength(1L << 40);
    }
    reloader.look();
    assertSame(before, reloader.ring().current());
    assertEquals(
        folder.resolve("other.json") + " is too large to be a set of keys", reloader.unusable());
  }

  @Test
  void aSetIsRefusedWithAReasonThatShowsNothingOfAKey() throws IOException {
    Map<String, Object> otherHalf = new LinkedHashMap<>(first);
    otherHalf.put("d", NewKeys.signing(SignatureAlgorithm.ES256, KeyState.ACTIVE).get("d"));
    Map<String, Object> offCurve = new LinkedHashMap<>(first);
    offCurve.put("y", first.get("x"));
    Map<String, Object> publicOnly = new LinkedHashMap<>(first);
    publicOnly.remove("d");
    Map<String, Object> symmetric = NewKeys.master(MasterKey.Use.PII, KeyState.NEXT);
    symmetric.put("use", "sig");
    Map<String, Object> hostile = new LinkedHashMap<>(first);
    hostile.put("kid", "../x");
    for (List<Map<String, Object>> signing :
        List.of(
            List.<Map<String, Object>>of(),
            List.of(first, in(KeyState.ACTIVE, second)),
            List.of(in(KeyState.NEXT, first)),
            List.of(first, first),
            List.of(otherHalf),
            List.of(offCurve),
            List.of(publicOnly),
            List.of(first, symmetric),
            List.of(hostile))) {
      write(signing);
      UnusableKeysException refusal =
          assertThrows(UnusableKeysException.class, () -> KeyFiles.load(folder, PROVIDER));
      for (Map<String, Object> key : signing) {
        for (String secret : List.of("d", "k")) {
          if (key.get(secret) != null) {
            assertFalse(refusal.getMessage().contains((String) key.get(secret)));
          }
        }
      }
    }
  }

  @Test
  void thePublishedSetHasPublicMembersOfKeysThatAreNotRevoked() throws Exception {
    Map<String, Object> revoked = NewKeys.signing(SignatureAlgorithm.ES256, KeyState.REVOKED);
    KeyRing ring = new KeyRing(TokenCodecs.keys(set(List.of(first, second, revoked))));
    String jwks = new PublicKeys(ring).jwks();
    assertEquals(2, new JsonWebKeySet(jwks).getJsonWebKeys().size());
    for (Map<String, Object> key : List.of(first, second, revoked)) {
      assertFalse(jwks.contains((String) key.get("d")));
    }
    for (Map<String, Object> key : masters) {
      assertFalse(jwks.contains((String) key.get("k")));
    }
    assertFalse(jwks.contains((String) revoked.get("kid")));
  }

  @Test
  void nothingOfAKeyIsPrinted() throws IOException {
    Keys keys = TokenCodecs.keys(set(List.of(first, second)));
    String printed = keys.signer().toString() + keys.active(MasterKey.Use.PII) + keys;
    assertFalse(printed.contains((String) first.get("d")));
    masters.forEach(key -> assertFalse(printed.contains((String) key.get("k"))));
    assertFalse(printed.contains("PrivateKey"));
  }

  @Test
  void severalThatStartAtOnceShareOneSetOfKeys() throws Exception {
    int starters = 8;
    CountDownLatch ready = new CountDownLatch(starters);
    Callable<String> start =
        () -> {
          ready.countDown();
          ready.await();
          return KeyFiles.load(
                  NewKeys.inDirectory(folder.resolve("a/b"), AnyCheckout.NOW), PROVIDER)
              .signer()
              .kid();
        };
    Set<String> kids = new HashSet<>();
    try (var threads = Executors.newFixedThreadPool(starters)) {
      List<Future<String>> starts = new ArrayList<>();
      for (int i = 0; i < starters; i++) {
        starts.add(threads.submit(start));
      }
      for (Future<String> one : starts) {
        kids.add(one.get());
      }
    }
    assertEquals(1, kids.size());
    try (var files = Files.list(folder.resolve("a/b"))) {
      assertEquals(1, files.count(), "no drafts are left");
    }
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("a/b/keys.json"))));
  }

  @Test
  void aMasterKeyRotatesWithoutLosingWhatIsUnderTheOldOne() throws IOException {
    KeyRing ring = new KeyRing(TokenCodecs.keys(set(List.of(first))));
    JoseTokenCodec codec = codec(ring);
    IssuedToken old = codec.seal(AnyCheckout.typical(1, "Mug"), null);
    List<Map<String, Object>> rotated = new ArrayList<>(List.of(first));
    rotated.addAll(masters.subList(1, masters.size()));
    rotated.add(in(KeyState.RETIRING, masters.getFirst()));
    rotated.add(NewKeys.master(MasterKey.Use.PII, KeyState.ACTIVE));
    ring.replace(TokenCodecs.keys(rotated));
    VerifiedToken opened =
        assertInstanceOf(OpenResult.Verified.class, codec.open(old.compact())).token();
    IssuedToken next = codec.seal(opened.checkout(), opened);
    assertFalse(next.token().sealedPersonal().equals(old.token().sealedPersonal()));
    assertOpens(codec, next.compact());
  }

  /** Everything revoked that a payment in progress was made with, and other keys in their place. */
  @Test
  void whatTheRecordKeepsIsOpenedWhateverIsRevokedAndIsGoodForAClientAgain() throws IOException {
    KeyRing ring = new KeyRing(TokenCodecs.keys(set(List.of(first))));
    JoseTokenCodec codec = codec(ring);
    IssuedToken old = codec.seal(AnyCheckout.typical(1, "Mug"), null);
    String id = old.token().checkout().contents().id();
    String sealed = codec.sealForRecord(old);
    assertEquals(old.compact(), codec.openFromRecord(id, sealed).compact());

    List<Map<String, Object>> keys = new ArrayList<>();
    keys.add(publicHalf(in(KeyState.REVOKED, first)));
    keys.add(in(KeyState.ACTIVE, second));
    for (Map<String, Object> master : masters) {
      keys.add(in(KeyState.REVOKED, master));
    }
    for (MasterKey.Use use : MasterKey.Use.values()) {
      keys.add(NewKeys.master(use, KeyState.ACTIVE));
    }
    ring.replace(TokenCodecs.keys(keys));
    assertUnknownKey(codec, old.compact());
    IssuedToken opened = codec.openFromRecord(id, sealed);
    assertEquals(old.token().jti(), opened.token().jti());
    assertEquals(old.token().checkout(), opened.token().checkout());
    for (JoseTokenCodec any : List.of(codec, codec(ring))) {
      VerifiedToken again =
          assertInstanceOf(OpenResult.Verified.class, any.open(opened.compact())).token();
      assertEquals(old.token().jti(), again.jti());
      assertEquals(old.token().issuedAt(), again.issuedAt());
      assertEquals(old.token().expiresAt(), again.expiresAt());
      assertEquals(old.token().checkout(), again.checkout());
    }
    assertNull(codec.openFromRecord("another", sealed));
  }

  @Test
  void aTokenWhosePersonalPartIsUnderARevokedKeyIsRefused() throws IOException {
    KeyRing ring = new KeyRing(TokenCodecs.keys(set(List.of(first))));
    JoseTokenCodec codec = codec(ring);
    IssuedToken token = codec.seal(AnyCheckout.typical(1, "Mug"), null);
    assertOpens(codec, token.compact());
    List<Map<String, Object>> keys = new ArrayList<>(List.of(first));
    keys.addAll(masters.subList(1, masters.size()));
    keys.add(in(KeyState.REVOKED, masters.getFirst()));
    keys.add(NewKeys.master(MasterKey.Use.PII, KeyState.ACTIVE));
    ring.replace(TokenCodecs.keys(keys));
    assertUnknownKey(codec, token.compact());
  }

  private static Map<String, Object> publicHalf(Map<String, Object> key) {
    Map<String, Object> half = new LinkedHashMap<>(key);
    half.remove("d");
    return half;
  }

  @Test
  void whyFilesCantBeUsedIsKnownUntilTheyCan() throws IOException {
    write(List.of(first));
    KeyReloader reloader = new KeyReloader(folder, PROVIDER);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    KeyWatch watch = new KeyWatch(reloader, () -> AnyCheckout.NOW.plusSeconds(90), registry);
    assertEquals(0, registry.get("baton.keys.unusable").gauge().value());
    Path file = folder.resolve("keys.json");
    byte[] whole = Files.readAllBytes(file);
    for (byte[] broken : new byte[][] {Arrays.copyOf(whole, whole.length / 2), null}) {
      if (broken == null) {
        Files.delete(file);
      } else {
        Files.write(file, broken);
      }
      reloader.look();
      assertTrue(watch.degraded().containsKey("keys"));
      assertEquals(1, registry.get("baton.keys.unusable").gauge().value());
      Files.write(file, whole);
      reloader.look();
      assertTrue(watch.degraded().isEmpty());
    }
  }

  @Test
  void theAgeOfTheKeysInUseIsKnownWhereTheirFileSaysIt() throws IOException {
    Files.write(
        folder.resolve("keys.json"),
        KeySet.fresh(SignatureAlgorithm.ED25519, AnyCheckout.NOW).json());
    KeyReloader reloader = new KeyReloader(folder, PROVIDER);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    // Gauges don't hold what they measure.
    KeyWatch watch = new KeyWatch(reloader, () -> AnyCheckout.NOW.plusSeconds(90), registry);
    for (String use : List.of("sig", "pii", "record", "digest")) {
      assertEquals(90, registry.get("baton.key.age").tag("use", use).gauge().value());
    }
    for (Object odd : List.of("yesterday", 1e300, 1_800_000_000_000L, true)) {
      Map<String, Object> key = new LinkedHashMap<>(first);
      key.put("since", odd);
      write(List.of(key));
      reloader.look();
      assertEquals(key.get("kid"), reloader.ring().current().signer().kid());
      assertEquals(Double.NaN, registry.get("baton.key.age").tag("use", "sig").gauge().value());
    }
    assertTrue(watch.degraded().isEmpty());
  }
}
