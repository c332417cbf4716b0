package dev.baton.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/**
 * Keys in a folder: {@code signing.jwks}, a JWK set (RFC 7517) of private keys with {@code kid},
 * {@code alg} and a {@code state} (next, active, retiring, revoked), and {@code master.key}, 32
 * bytes in base64url.
 */
final class KeyFolder {
  private static final String SIGNING = "signing.jwks";
  private static final String MASTER = "master.key";

  private KeyFolder() {}

  /** Reads the keys; what is wrong with them is named by file, never shown. */
  static KeyRing load(Path folder) {
    return new KeyRing(signingKeys(folder.resolve(SIGNING)), master(folder.resolve(MASTER)));
  }

  /**
   * Reads the keys, made before if the folder isn't there; of several that start at once one makes
   * them for all.
   */
  static KeyRing loadOrMake(Path folder, SecureRandom random) {
    try {
      if (!Files.exists(folder)) {
        make(folder, random);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't make keys in " + folder, e);
    }
    return load(folder);
  }

  private static void make(Path folder, SecureRandom random) throws IOException {
    Path parent = Files.createDirectories(folder.toAbsolutePath().getParent());
    Path unready = Files.createTempDirectory(parent, ".keys");
    write(unready.resolve(SIGNING), newSigningKey(random));
    byte[] secret = new byte[MasterKey.BYTES];
    random.nextBytes(secret);
    write(unready.resolve(MASTER), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    try {
      Files.move(unready, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      discard(unready);
    }
  }

  private static void discard(Path unready) throws IOException {
    Files.deleteIfExists(unready.resolve(SIGNING));
    Files.deleteIfExists(unready.resolve(MASTER));
    Files.deleteIfExists(unready);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text);
  }

  private static String newSigningKey(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      java.security.KeyPair pair = generator.generateKeyPair();
      PublicJsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(pair.getPublic());
      key.setPrivateKey(pair.getPrivate());
      key.setAlgorithm(Algorithm.ES256.jose());
      key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256").substring(0, 12));
      key.setOtherParameter("state", "active");
      return new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE);
    } catch (GeneralSecurityException | JoseException e) {
      throw new IllegalStateException("can't make a signing key", e);
    }
  }

  private static List<KeyRing.Key> signingKeys(Path file) {
    List<KeyRing.Key> keys = new ArrayList<>();
    try {
      for (JsonWebKey key : new JsonWebKeySet(Files.readString(file)).getJsonWebKeys()) {
        keys.add(signingKey(key, file));
      }
    } catch (IOException e) {
      throw new IllegalStateException("can't read " + file, e);
    } catch (JoseException e) {
      throw new IllegalStateException(file + " is no JWK set");
    }
    return keys;
  }

  private static KeyRing.Key signingKey(JsonWebKey key, Path file) {
    String id = key.getKeyId();
    Algorithm algorithm = Algorithm.named(key.getAlgorithm());
    boolean fits =
        switch (algorithm) {
          case null -> false;
          case ES256 ->
              key instanceof EllipticCurveJsonWebKey curve && "P-256".equals(curve.getCurveName());
          case ED25519 ->
              key instanceof OctetKeyPairJsonWebKey pair && "Ed25519".equals(pair.getSubtype());
        };
    if (id == null || !fits || !(key instanceof PublicJsonWebKey pair)) {
      throw new IllegalStateException(
          file + ": a key needs kid, alg (ES256 or Ed25519) and a curve that fits");
    }
    PublicKey publicKey = pair.getPublicKey();
    PrivateKey privateKey = pair.getPrivateKey();
    return new KeyRing.Key(id, algorithm, publicKey, privateKey, state(key, file));
  }

  private static KeyRing.State state(JsonWebKey key, Path file) {
    String state = key.getOtherParameterValue("state", String.class);
    try {
      return KeyRing.State.valueOf(String.valueOf(state).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          file
              + ": the state of key "
              + key.getKeyId()
              + " is none of next, active, retiring, revoked");
    }
  }

  private static MasterKey master(Path file) {
    try {
      return new MasterKey(Base64.getUrlDecoder().decode(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new IllegalStateException("can't read " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(file + " is not base64url");
    }
  }
}
