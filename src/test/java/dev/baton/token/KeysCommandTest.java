package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTest {
  private static final Pattern SECRET = Pattern.compile("\"(?:d|k)\" : \"([^\"]+)\"");
  private static final Pattern PUBLISHED = Pattern.compile("published key (\\S+) ");

  @TempDir Path folder;
  private Instant now = AnyCheckout.NOW;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> settings = new HashMap<>();

  private int run(String... words) {
    out.reset();
    err.reset();
    return new KeysCommand(
            settings::get,
            () -> now,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(List.of(words));
  }

  private int at(Path path, String... words) {
    settings.put("baton.token.keys", path.toString());
    return run(words);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  private Path set() {
    Path set = folder.resolve("set");
    assertEquals(KeysCommand.DONE, at(set, "make"));
    return set;
  }

  private static Keys load(Path path) {
    return KeyFiles.load(path, SignatureProvider.jdk());
  }

  private static String modes(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void printsNothingThatATerminalWouldObey() throws IOException {
    Path file = set().resolve("keys.json");
    String kid = load(file).signer().kid();
    Files.writeString(file, Files.readString(file).replace(kid, "\\u001b[2J\\nKID\\u202e"));
    assertEquals(KeysCommand.FAILED, at(file, "list"));
    assertTrue(printed().contains("?[2J?KID? "), printed());
    assertFalse(printed().contains("\u001b"));
  }

  @Test
  void keysInPlaceOfTheirPathAreNotPrinted() {
    settings.put("baton.token.keys", " {\"keys\":[{\"d\":\"s3cret\"}]}");
    for (String verb : List.of("list", "make", "rotate")) {
      assertEquals(KeysCommand.FAILED, run(verb));
      assertTrue(printed().contains("write them to a file"), this::printed);
      assertFalse(printed().contains("s3cret"), this::printed);
    }
    var refused =
        assertThrows(
            UnusableKeysException.class,
            () -> KeyFiles.read(Path.of(settings.get("baton.token.keys"))));
    assertFalse(String.valueOf(refused.getMessage()).contains("s3cret"), refused::getMessage);
  }

  @Test
  void makesASetThatAGatewayTakesAndOnlyItsOwnerReads() throws IOException {
    Path set = set();
    assertEquals(SignatureAlgorithm.ES256, load(set).signer().algorithm());
    assertEquals("rw-------", modes(set.resolve("keys.json")));
    assertEquals("rwx------", modes(set));
    Path other = folder.resolve("other/keys.json");
    assertEquals(KeysCommand.DONE, at(other, "make", "--alg", "Ed25519"));
    assertEquals(SignatureAlgorithm.ED25519, load(other).signer().algorithm());
  }

  @Test
  void neverMakesASetWhereOneIs() throws IOException {
    Path set = set();
    byte[] before = Files.readAllBytes(set.resolve("keys.json"));
    assertEquals(KeysCommand.REFUSED, at(set, "make"));
    assertTrue(printed().contains("--use"), this::printed);
    assertArrayEquals(before, Files.readAllBytes(set.resolve("keys.json")));
    assertEquals(KeysCommand.DONE, at(set, "make", "--use", "pii"));
    assertTrue(Files.readString(set.resolve("keys.json")).contains("\"next\""));
  }

  @Test
  void rotatesByTheClockAndKeepsTheModesOfTheFile() throws IOException {
    Path set = set();
    Path file = set.resolve("keys.json");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(KeysCommand.DONE, at(set, "rotate"));
    assertEquals("rw-r-----", modes(file));
    assertEquals(KeysCommand.REFUSED, at(set, "rotate"));
    now = now.plus(KeySchedule.NOTICE);
    String before = load(set).signer().kid();
    assertEquals(KeysCommand.DONE, at(set, "rotate"));
    assertFalse(before.equals(load(set).signer().kid()));
    assertEquals(KeysCommand.REFUSED, at(set, "retire", before));
    assertEquals(KeysCommand.DONE, at(set, "retire", before, "--force"));
    assertEquals(KeysCommand.DONE, at(set, "list"));
    assertFalse(printed().contains(before));
  }

  @Test
  void theScheduleGoesByTheSettings() {
    Path set = set();
    String first = load(set).signer().kid();
    at(set, "rotate");
    now = now.plus(KeySchedule.NOTICE);
    at(set, "rotate");
    settings.putAll(
        Map.of(
            "baton.token.life", "1h", "baton.resume.lapsed", "0s", "baton.checkout.lasting", "2h"));
    now = now.plus(KeySchedule.NOTICE).plus(Duration.ofHours(3)).minusSeconds(1);
    assertEquals(KeysCommand.REFUSED, at(set, "retire", first));
    now = now.plusSeconds(1);
    assertEquals(KeysCommand.DONE, at(set, "retire", first));
    settings.put("baton.token.life", "a day");
    assertEquals(KeysCommand.FAILED, at(set, "rotate"));
    assertTrue(printed().contains("baton.token.life"), this::printed);
  }

  @Test
  void saysInOneLineWhatIsWrongAndHowToPutItRight() throws IOException {
    Path set = set();
    Path none = folder.resolve("none");
    Path half = Files.createDirectories(folder.resolve("half"));
    Files.writeString(half.resolve("keys.json"), "{\"keys\": [");
    Path several = Files.createDirectories(folder.resolve("several"));
    Files.copy(set.resolve("keys.json"), several.resolve("a.json"));
    Files.copy(set.resolve("keys.json"), several.resolve("b.json"));
    Path underFile = set.resolve("keys.json/set");
    record Wrong(int status, String says, Path at, List<String> words) {}
    for (Wrong wrong :
        List.of(
            new Wrong(KeysCommand.MISUSED, "keys help", set, List.of("turn")),
            new Wrong(KeysCommand.MISUSED, "as list shows it", set, List.of("retire")),
            new Wrong(
                KeysCommand.MISUSED, "ES256 or Ed25519", set, List.of("make", "--alg", "HS256")),
            new Wrong(KeysCommand.MISUSED, "pii", set, List.of("make", "--use", "money")),
            new Wrong(KeysCommand.MISUSED, "needs a value", set, List.of("make", "--use")),
            new Wrong(
                KeysCommand.MISUSED,
                "keys that sign",
                set,
                List.of("make", "--use", "pii", "--alg", "ES256")),
            new Wrong(KeysCommand.MISUSED, "what is", set, List.of("rotate", "everything")),
            new Wrong(KeysCommand.REFUSED, "list shows", set, List.of("retire", "nobody")),
            new Wrong(KeysCommand.REFUSED, "list shows", set, List.of("revoke", "nobody")),
            new Wrong(KeysCommand.FAILED, "there are no keys at", none, List.of("rotate")),
            new Wrong(KeysCommand.FAILED, "there are no keys at", none, List.of("list")),
            new Wrong(KeysCommand.FAILED, "is no key set", half, List.of("rotate")),
            new Wrong(KeysCommand.FAILED, "is no key set", half, List.of("list")),
            new Wrong(KeysCommand.FAILED, "into one JWKS file", several, List.of("rotate")),
            new Wrong(KeysCommand.FAILED, "kid", several, List.of("list")),
            new Wrong(KeysCommand.FAILED, "mounted secret", underFile, List.of("make")))) {
      int status = at(wrong.at(), wrong.words().toArray(String[]::new));
      assertEquals(wrong.status(), status, wrong + " " + printed());
      String said = err.toString(StandardCharsets.UTF_8);
      assertTrue(said.contains(wrong.says()), wrong + " " + said);
      assertEquals(1, said.lines().count(), said);
      assertFalse(said.contains("Exception"), said);
    }
    settings.clear();
    assertEquals(KeysCommand.FAILED, run("list"));
    assertTrue(printed().contains("BATON_TOKEN_KEYS"), this::printed);
    assertTrue(printed().contains(".baton/keys"), this::printed);
  }

  @Test
  void aSetThatAGatewayWouldRefuseIsNeverWritten() throws IOException {
    Path set = set();
    Path file = set.resolve("keys.json");
    // No key of one use: whatever else is changed, the set stays unusable.
    String broken = Files.readString(file).replace("\"digest\"", "\"record\"");
    Files.writeString(file, broken);
    assertEquals(KeysCommand.FAILED, at(set, "rotate"));
    assertEquals(broken, Files.readString(file));
  }

  @Test
  void whatAWriterThatDiedHasLeftIsIgnoredAndCleanedUp() throws IOException {
    Path set = set();
    Path left = set.resolve(".keys-123.draft");
    Files.writeString(left, "{\"keys\": [");
    load(set);
    assertEquals(KeysCommand.DONE, at(set, "rotate"));
    assertFalse(Files.exists(left));
  }

  @Test
  void aReaderAlwaysSeesAWholeSet() throws Exception {
    Path set = set();
    KeyReloader reloader = new KeyReloader(set, SignatureProvider.jdk());
    AtomicBoolean writing = new AtomicBoolean(true);
    try (var threads = Executors.newSingleThreadExecutor()) {
      var reads =
          threads.submit(() -> {
            int read = 0;
            while (writing.get()) {
              load(set);
              reloader.look();
              read++;
            }
            return read;
          });
      for (int i = 0; i < 60; i++) {
        assertEquals(KeysCommand.DONE, at(set, "rotate", "--force"));
      }
      writing.set(false);
      assertTrue(reads.get() > 0);
    }
  }

  @Test
  void nothingThatItPrintsIsSecret() throws IOException {
    Path set = set();
    Path file = set.resolve("keys.json");
    StringBuilder everything = new StringBuilder(printed());
    List<String> secrets = new ArrayList<>(secrets(file));
    for (String[] words :
        new String[][] {
          {"rotate"},
          {"rotate"},
          {"rotate", "--force"},
          {"rotate", "--use", "pii"},
          {"list"},
          {"make"},
          {"retire", load(set).signer().kid(), "--force"},
          {"revoke", load(set).signer().kid()},
          {"list"}
        }) {
      at(set, words);
      everything.append(printed());
      secrets.addAll(secrets(file));
    }
    Files.writeString(file, Files.readString(file).replace("\"EC\"", "\"OKP\""));
    at(set, "list");
    everything.append(printed());
    everything.append(KeySet.read(Files.readAllBytes(file)).orElseThrow());
    assertTrue(PUBLISHED.matcher(everything).find());
    assertTrue(secrets.size() > 10);
    for (String secret : secrets) {
      assertFalse(everything.toString().contains(secret));
    }
  }

  private static List<String> secrets(Path file) throws IOException {
    return SECRET.matcher(Files.readString(file)).results().map(match -> match.group(1)).toList();
  }
}
