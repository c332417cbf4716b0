package dev.baton.token;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.SortedMap;
import org.jboss.logging.Logger;

/**
 * Keeps the ring as its files say. Files that can't be used, half-written ones above all, change
 * nothing: the keys so far stay until the files are whole.
 */
final class KeyReloader {
  private static final Logger LOG = Logger.getLogger(KeyReloader.class);

  private final Path path;
  private final SignatureProvider provider;
  private final KeyRing ring;
  private byte[] lastSeen;

  /**
   * Loads the keys.
   *
   * @throws UnusableKeysException when they can't be used
   */
  KeyReloader(Path path, SignatureProvider provider) {
    this.path = path;
    this.provider = provider;
    SortedMap<Path, byte[]> contents = KeyFiles.read(path);
    ring = new KeyRing(KeyFiles.parse(contents, provider));
    lastSeen = fingerprint(contents);
  }

  KeyRing ring() {
    return ring;
  }

  /** Loads the keys again if the files have changed since the last look. */
  synchronized void look() {
    try {
      SortedMap<Path, byte[]> contents = KeyFiles.read(path);
      byte[] seen = fingerprint(contents);
      if (Arrays.equals(seen, lastSeen)) {
        return;
      }
      lastSeen = seen;
      ring.replace(KeyFiles.parse(contents, provider));
      LOG.infof("Keys reloaded; %s signs", ring.current().signer());
    } catch (UnusableKeysException e) {
      LOG.warnf("The keys so far stay in use: %s", e.getMessage());
    }
  }

  /** Of names and contents, each with its length in front. */
  private static byte[] fingerprint(SortedMap<Path, byte[]> contents) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      contents.forEach((file, content) -> {
        digest.update(Hkdf.info(file.toString(), String.valueOf(content.length)));
        digest.update(content);
      });
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
