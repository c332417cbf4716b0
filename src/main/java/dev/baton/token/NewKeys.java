package dev.baton.token;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Makes keys, and the first set of a sandbox. */
final class NewKeys {
  private static final String FILE = "keys.json";

  private NewKeys() {}

  /**
   * The key set in a directory, made if there is none; whoever of several that start at once is
   * first makes it for all.
   */
  static Path inDirectory(Path directory, Instant now) throws IOException {
    Path file = directory.resolve(FILE);
    if (Files.exists(file)) {
      return file;
    }
    Files.createDirectories(directory, permissions("rwx------"));
    Path draft = Files.createTempFile(directory, ".keys", ".tmp", permissions("rw-------"));
    try {
      Files.write(draft, KeySet.fresh(SignatureAlgorithm.ES256, now).madeAtStart().json());
      // A link appears with its whole content, and fails where somebody was faster.
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      return file;
    } finally {
      Files.deleteIfExists(draft);
    }
    return file;
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  /** A new signing key as a private JWK, with its state. */
  static Map<String, Object> signing(SignatureAlgorithm algorithm, KeyState state) {
    try {
      PublicJsonWebKey pair =
          switch (algorithm) {
            case ES256 -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
            case ED25519 -> OkpJwkGenerator.generateJwk(algorithm.curve());
          };
      Map<String, Object> key = new LinkedHashMap<>();
      key.put("kid", kid());
      key.put("use", "sig");
      key.put("alg", algorithm.wire());
      key.put("state", state.wire());
      key.putAll(pair.toParams(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new master key as a JWK, with its state. */
  static Map<String, Object> master(MasterKey.Use use, KeyState state) {
    Map<String, Object> key = new LinkedHashMap<>();
    key.put("kid", kid());
    key.put("use", use.wire());
    key.put("state", state.wire());
    key.put("kty", "oct");
    key.put("k", Base64Url.encode(random(32)));
    return key;
  }

  /** Short, since every token carries it; random, since names of keys must never come back. */
  private static String kid() {
    String kid = Base64Url.encode(random(6));
    // On a command line that would look like an option.
    return kid.startsWith("-") ? kid() : kid;
  }

  /** From a generator made here: a static one would be the native executable's builder's. */
  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }
}
