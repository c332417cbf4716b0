package dev.baton.token;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.SortedMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ring as its files say. Files that can't be used, half-written ones above all, change
 * nothing: the keys so far stay until the files are whole.
 */
final class KeyReloader {
  private static final Logger LOG = Logger.getLogger(KeyReloader.class);
  private static final byte[] NOTHING = {};

  private final Path path;
  private final SignatureProvider provider;
  private final KeyRing ring;
  private byte[] lastSeen;
  private volatile @Nullable String unusable;

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

  /** Why the files can't be used, so that the keys before them are; null when they can. */
  @Nullable String unusable() {
    return unusable;
  }

  /** Loads the keys again if the files have changed since the last look. */
  synchronized void look() {
    try {
      byte[] before = lastSeen;
      lastSeen = NOTHING;
      SortedMap<Path, byte[]> contents = KeyFiles.read(path);
      byte[] seen = fingerprint(contents);
      lastSeen = seen;
      if (Arrays.equals(seen, before)) {
        return;
      }
      ring.replace(KeyFiles.parse(contents, provider));
      unusable = null;
      LOG.infof("Keys reloaded; %s signs", ring.current().signer());
    } catch (UnusableKeysException e) {
      stay(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Whatever a file can do to its reader, the keys so far are good.
      stay(e.getClass().getSimpleName());
    }
  }

  private void stay(String why) {
    if (!why.equals(unusable)) {
      LOG.warnf("The keys so far stay in use: %s", why);
    }
    unusable = why;
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
