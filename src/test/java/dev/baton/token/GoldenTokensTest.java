package dev.baton.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.baton.checkout.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Golden tokens of every format that was ever issued: each is read as it was meant, and written
 * again to the byte. They are kept without signature and with what is personal in the clear, all of
 * it made up, and are signed and sealed here with keys made here.
 *
 * <p>If this fails because a token is written differently: that is a new format, see {@link
 * Formats}. Never change a golden token of a format that was issued. {@code ./baton quick
 * -Dtest=GoldenTokensTest -Dgolden=write} writes those that are missing, and into the others what
 * is read in them now, as when a checkout has got a new field. Read the difference before it is
 * committed.
 */
class GoldenTokensTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
  private static final String DIGEST_KEY = "golden-1";
  private static final Encryption PERSONAL = new Encryption(MasterKey.Use.PII, null);

  private final Map<String, Object> signingJwk =
      NewKeys.signing(SignatureAlgorithm.ES256, KeyState.ACTIVE);
  private final KeyRing ring = new KeyRing(TokenCodecs.keys(keys()));
  private final ObjectWriter readable =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build()
          .writerWithDefaultPrettyPrinter();

  /**
   * A golden token.
   *
   * @param payload exactly, with {@code JTI} and {@code PII} for what is new each time
   * @param personal the plain text of the compartment, exactly; empty when there is none
   * @param reads what the newest build reads in it
   */
  private record Golden(String payload, String personal, String reads) {
    static Golden load(Path file) {
      try {
        List<String> parts = List.of(Files.readString(file).split("\n", 3));
        return new Golden(parts.get(0), parts.get(1), parts.get(2).stripTrailing());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void store(Path file) throws IOException {
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", payload, personal, reads) + "\n");
    }
  }

  @TestFactory
  List<DynamicTest> eachIsReadAsItWasMeantAndWrittenAgainToTheByte() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (int format = Formats.OLDEST; format <= Formats.newest(); format++) {
      for (Map.Entry<String, Checkout> sample : GoldenCheckouts.all().entrySet()) {
        Path file = file(format, sample.getKey());
        if ("write".equals(System.getProperty("golden"))) {
          written(file, format, sample.getValue()).store(file);
        }
        int written = format;
        tests.add(
            dynamicTest(
                "format %d, %s".formatted(format, sample.getKey()),
                () -> check(Golden.load(file), written, sample.getValue())));
      }
    }
    return tests;
  }

  /** A new golden token, or one that there is with what is read in it now. */
  private Golden written(Path file, int format, Checkout sample) {
    if (!Files.exists(file)) {
      return golden(format, sample);
    }
    Golden issued = Golden.load(file);
    return new Golden(issued.payload(), issued.personal(), readable(read(issued)));
  }

  private void check(Golden golden, int format, Checkout sample) {
    Checkout read = read(golden);
    assertEquals(golden.reads(), readable(read));
    assertEquals(golden, golden(format, read), "what was read, written again");
    assertEquals(golden, golden(format, sample), "what was meant, written");
  }

  @Test
  void everyFormatHasAllOfThem() throws IOException {
    assertEquals(
        IntStream.rangeClosed(Formats.OLDEST, Formats.newest())
            .mapToObj("format-%d"::formatted)
            .collect(Collectors.toCollection(TreeSet::new)),
        names(FOLDER));
    Set<String> samples =
        GoldenCheckouts.all().keySet().stream()
            .map("%s.golden"::formatted)
            .collect(Collectors.toCollection(TreeSet::new));
    for (int format = Formats.OLDEST; format <= Formats.newest(); format++) {
      assertEquals(samples, names(FOLDER.resolve("format-" + format)));
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Path file(int format, String name) {
    return FOLDER.resolve("format-" + format).resolve(name + ".golden");
  }

  /** A golden token, signed and sealed now, as this build opens it. */
  private Checkout read(Golden golden) {
    String payload = golden.payload();
    if (!golden.personal().isEmpty()) {
      ObjectNode claims = StrictJson.object(payload.getBytes(UTF_8));
      payload =
          payload.replace(
              "\"PII\"",
              "\""
                  + PERSONAL.seal(ring.current(), golden.personal().getBytes(UTF_8), bound(claims))
                  + "\"");
    }
    String compact =
        new Signatures(SignatureProvider.best())
            .sign(ring.current().signer(), JoseTokenCodec.TYPE, payload);
    return assertInstanceOf(OpenResult.Verified.class, codec(Formats.newest()).open(compact))
        .token()
        .checkout();
  }

  /** What this build writes in a format for a checkout. */
  private Golden golden(int format, Checkout checkout) {
    IssuedToken issued = codec(format).seal(checkout, null);
    String payload = new String(Base64Url.decode(Parts.second(issued.compact())), UTF_8);
    payload = payload.replace(issued.token().jti(), "JTI");
    String sealed = issued.token().sealedPersonal();
    String personal = "";
    if (sealed != null) {
      ObjectNode claims = StrictJson.object(payload.getBytes(UTF_8));
      personal = new String(PERSONAL.open(ring.current(), sealed, bound(claims)), UTF_8);
      payload = payload.replace(sealed, "PII");
    }
    return new Golden(payload, personal, readable(issued.token().checkout()));
  }

  private static String[] bound(ObjectNode claims) {
    return Stream.of("iss", "aud", "cid")
        .map(name -> claims.get(name).textValue())
        .toArray(String[]::new);
  }

  private String readable(Checkout checkout) {
    try {
      return readable.writeValueAsString(
          Map.of(checkout.getClass().getSimpleName().toLowerCase(Locale.ROOT), checkout));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private JoseTokenCodec codec(int format) {
    TokenSettings usual = TokenSettings.of(TokenCodecs.ISSUER);
    return TokenCodecs.codec(
        ring,
        new TokenSettings(
            usual.issuer(), usual.maxSize(), usual.life(), usual.clockSkew(), 0, format),
        () -> GoldenCheckouts.NOW);
  }

  private List<Map<String, Object>> keys() {
    Map<String, Object> digest = NewKeys.master(MasterKey.Use.DIGEST, KeyState.ACTIVE);
    digest.put("kid", DIGEST_KEY);
    return List.of(
        signingJwk,
        NewKeys.master(MasterKey.Use.PII, KeyState.ACTIVE),
        NewKeys.master(MasterKey.Use.RECORD, KeyState.ACTIVE),
        digest);
  }
}
