package dev.baton.token;

import static dev.baton.token.SomeKeys.in;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are read as keys, while they are written too, and what is known of them. */
class KeyFilesTest {
  private static final SignatureProvider PROVIDER = SignatureProvider.best();
  @TempDir Path folder;
  private final SomeKeys some = new SomeKeys();
  private final Map<String, Object> first = some.first;
  private final Map<String, Object> second = some.second;

  private void write(List<Map<String, Object>> signing) throws IOException {
    Files.writeString(folder.resolve("keys.json"), some.set(signing));
  }

  @Test
  void filesThatAreHalfWrittenChangeNothing() throws IOException {
    write(List.of(first, second));
    KeyReloader reloader = new KeyReloader(folder, PROVIDER);
    Keys before = reloader.ring().current();
    String whole = some.set(List.of(in(KeyState.RETIRING, first), in(KeyState.ACTIVE, second)));
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
