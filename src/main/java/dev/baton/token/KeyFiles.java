package dev.baton.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys from a JWKS file or from a directory of JWK and JWKS files ({@code *.json}).
 *
 * <p>Beside the members of RFC 7517 a key has a {@code state} (next, active, retiring, revoked;
 * active when missing) and may say {@code since} when, in seconds since 1970. Signing keys are EC
 * P-256 or OKP Ed25519; master keys are {@code oct} with a {@code use} of pii, record or digest.
 */
final class KeyFiles {
  private static final Pattern KID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  static final String SUFFIX = ".json";

  /** Far more than any set has, in bytes; what is larger is something else. */
  private static final int LARGEST = 1024 * 1024;

  private final SignatureProvider provider;
  private final List<SigningKey> signing = new ArrayList<>();
  private final List<MasterKey> masters = new ArrayList<>();
  private final Map<String, Instant> since = new HashMap<>();

  private KeyFiles(SignatureProvider provider) {
    this.provider = provider;
  }

  /**
   * The keys at a path.
   *
   * @throws UnusableKeysException when a file is no key set, or the keys don't make a ring
   */
  static Keys load(Path path, SignatureProvider provider) {
    return parse(read(path), provider);
  }

  /**
   * What is at a path, in the order of the files' names.
   *
   * @throws UnusableKeysException when it can't be read
   */
  static SortedMap<Path, byte[]> read(Path path) {
    refuseKeysForPath(path);
    SortedMap<Path, byte[]> contents = new TreeMap<>();
    try {
      for (Path file : Files.isDirectory(path) ? jsonFiles(path) : List.of(path)) {
        contents.put(file, content(file));
      }
    } catch (IOException e) {
      throw new UnusableKeysException(unreadable(path, e));
    }
    return contents;
  }

  /**
   * Whoever set keys in place of their path must not find them in a message.
   *
   * @throws UnusableKeysException when what should be a path is JSON
   */
  static void refuseKeysForPath(Path path) {
    if (path.toString().stripLeading().startsWith("{")) {
      throw new UnusableKeysException(
          "it has keys in place of their path: write them to a file that nobody else may read, and"
              + " set baton.token.keys to where that is");
    }
  }

  private static String unreadable(Path path, IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there are no keys at " + path + ": keys make makes them";
      case AccessDeniedException _ ->
          path + " is not for this user to read; run as the owner of the keys";
      default -> "keys can't be read from " + path + " (" + e.getMessage() + ")";
    };
  }

  /**
   * What is in one file.
   *
   * @throws UnusableKeysException when it is too large to be a set of keys
   */
  static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(LARGEST + 1);
      if (content.length > LARGEST) {
        throw new UnusableKeysException(file + " is too large to be a set of keys");
      }
      return content;
    }
  }

  /** The keys in the contents of files; see {@link #load}. */
  static Keys parse(SortedMap<Path, byte[]> contents, SignatureProvider provider) {
    KeyFiles files = new KeyFiles(provider);
    contents.forEach(files::add);
    return new Keys(files.signing, files.masters, files.since);
  }

  /** A mounted secret's own bookkeeping begins with dots. */
  static List<Path> jsonFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private void add(Path file, byte[] content) {
    ObjectNode json = StrictJson.object(content);
    if (json == null) {
      throw new UnusableKeysException(file + " is no JSON object");
    }
    JsonNode keys = json.get("keys");
    if (keys == null) {
      add(file, json);
    } else if (keys.isArray()) {
      for (JsonNode key : keys) {
        add(file, key);
      }
    } else {
      throw new UnusableKeysException(file + " is no key set");
    }
  }

  private void add(Path file, JsonNode key) {
    String kid = member(file, key, "kid");
    if (!KID.matcher(kid).matches()) {
      throw new UnusableKeysException(
          file + ": a kid is 1 to 32 letters, digits, hyphens and underscores");
    }
    KeyState state =
        KeyState.ofWire(key.path("state").asText(KeyState.ACTIVE.wire()))
            .orElseThrow(() -> unusable(file, kid, "unknown state"));
    if (key instanceof ObjectNode json) {
      new KeyEntry(json).since().ifPresent(time -> since.put(kid, time));
    }
    String keyType = member(file, key, "kty");
    if (keyType.equals("oct")) {
      masters.add(master(file, key, kid, state));
    } else {
      signing.add(signing(file, key, kid, state, keyType));
    }
  }

  private static MasterKey master(Path file, JsonNode key, String kid, KeyState state) {
    MasterKey.Use use =
        MasterKey.Use.ofWire(member(file, key, "use"))
            .orElseThrow(() -> unusable(file, kid, "use is not pii, record or digest"));
    String material = member(file, key, "k");
    if (!Base64Url.isStrict(material, 0, material.length()) || material.length() < 43) {
      throw unusable(file, kid, "k is not 256 bits or more in base64url");
    }
    return new MasterKey(kid, use, state, Base64Url.decode(material));
  }

  private SigningKey signing(Path file, JsonNode key, String kid, KeyState state, String keyType) {
    String curve = member(file, key, "crv");
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.ofKey(keyType, curve)
            .orElseThrow(() -> unusable(file, kid, "neither EC P-256 nor OKP Ed25519"));
    if (key.has("alg") && !key.path("alg").asText().equals(algorithm.wire())) {
      throw unusable(file, kid, "alg is not " + algorithm.wire());
    }
    Map<String, Object> members = new TreeMap<>();
    Map<String, String> published = new TreeMap<>();
    for (String name : List.of("kty", "crv", "x", "y", "d")) {
      String value = key.path(name).textValue();
      if (value != null) {
        members.put(name, value);
        if (!name.equals("d")) {
          published.put(name, value);
        }
      }
    }
    try {
      PublicJsonWebKey jwk = (PublicJsonWebKey) JsonWebKey.Factory.newJwk(members);
      SigningKey pair =
          new SigningKey(
              kid,
              algorithm,
              state,
              provider.own(algorithm, jwk.getPublicKey()),
              jwk.getPrivateKey() == null ? null : provider.own(algorithm, jwk.getPrivateKey()),
              published);
      requirePair(file, pair);
      return pair;
    } catch (JoseException | GeneralSecurityException | RuntimeException e) {
      // Without the cause: a parser's message may quote what it choked on.
      throw e instanceof UnusableKeysException unusable
          ? unusable
          : unusable(file, kid, "not a valid key");
    }
  }

  /** Halves of two different keys would make tokens that nobody can verify. */
  private void requirePair(Path file, SigningKey pair) {
    if (pair.privateKey() != null) {
      Signatures signatures = new Signatures(provider);
      if (!signatures.verify(pair, signatures.sign(pair, "trial", "trial"))) {
        throw unusable(file, pair.kid(), "private and public part don't belong together");
      }
    }
  }

  private static String member(Path file, JsonNode key, String name) {
    @Nullable String value = key.path(name).textValue();
    if (value == null) {
      throw new UnusableKeysException(file + ": a key has no " + name);
    }
    return value;
  }

  private static UnusableKeysException unusable(Path file, String kid, String what) {
    return new UnusableKeysException(file + ", key " + kid + ": " + what);
  }
}
