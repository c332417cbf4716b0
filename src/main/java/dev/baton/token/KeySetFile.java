package dev.baton.token;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A file of keys that is changed as a whole: whoever reads it, a gateway that reloads among them,
 * sees the set before or the one after, also when the writer dies in the middle.
 *
 * <p>Written aside, to the disk, then renamed; one writer at a time, by a lock that ends with its
 * process. Private to the owner, and to the file's group if it was readable for that.
 */
final class KeySetFile {
  private static final String NAME = "keys.json";
  private static final String LOCK = ".keys.lock";
  private static final String DRAFT = ".keys-";
  private static final String DRAFT_END = ".draft";
  private static final Set<PosixFilePermission> MOST = PosixFilePermissions.fromString("rw-r-----");

  private final Path file;

  private KeySetFile(Path file) {
    this.file = file;
  }

  /**
   * The file at a path: that itself, or the only one in a directory.
   *
   * @throws UnusableKeysException when a directory has several, which can't be changed in one step
   */
  static KeySetFile at(Path path) throws IOException {
    if (!Files.exists(path)) {
      return new KeySetFile(isDirectoryByName(path) ? path.resolve(NAME) : path);
    }
    if (!Files.isDirectory(path)) {
      return new KeySetFile(path.toRealPath());
    }
    var files = KeyFiles.jsonFiles(path);
    if (files.size() > 1) {
      throw new UnusableKeysException(
          path
              + " has "
              + files.size()
              + " files of keys, which can't be changed in one step;"
              + " put their keys into one JWKS file");
    }
    return new KeySetFile(files.isEmpty() ? path.resolve(NAME) : files.getFirst().toRealPath());
  }

  private static boolean isDirectoryByName(Path path) {
    return !path.getFileName().toString().endsWith(KeyFiles.SUFFIX);
  }

  Path path() {
    return file;
  }

  /**
   * Replaces the set by what a function makes of it, under the lock.
   *
   * @param change gets null where there is no file yet
   * @throws UnusableKeysException when the file is no key set, or the new set is none that a
   *     gateway would take; nothing has changed then
   */
  KeyChange change(Function<@Nullable KeySet, KeyChange> change) throws IOException {
    Path directory = directory();
    Files.createDirectories(directory, permissions("rwx------"));
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve(LOCK),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                permissions("rw-------"));
        FileLock lock = channel.lock()) {
      deleteDrafts(directory);
      KeyChange result = change.apply(read());
      if (lock.isValid() && result instanceof KeyChange.Changed changed) {
        replace(changed.set().json());
      }
      return result;
    }
  }

  private Path directory() {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new UnusableKeysException(file + " is no file");
    }
    return parent;
  }

  private @Nullable KeySet read() throws IOException {
    try {
      return KeySet.read(KeyFiles.content(file))
          .orElseThrow(() -> new UnusableKeysException(file + " is no key set"));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** A writer that died has left them; nobody else writes now. */
  private static void deleteDrafts(Path directory) throws IOException {
    try (DirectoryStream<Path> drafts =
        Files.newDirectoryStream(directory, DRAFT + "*" + DRAFT_END)) {
      for (Path draft : drafts) {
        Files.delete(draft);
      }
    }
  }

  private void replace(byte[] content) throws IOException {
    // What a gateway would refuse is never written.
    KeyFiles.parse(new TreeMap<>(Map.of(file, content)), SignatureProvider.jdk());
    Path directory = directory();
    Path draft = Files.createTempFile(directory, DRAFT, DRAFT_END, permissions("rw-------"));
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      if (Files.exists(file)) {
        keepReaders(draft);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true); // the rename itself
    }
  }

  /**
   * Whoever could read the file can read the new one, but for strangers: a gateway's user above
   * all.
   */
  private void keepReaders(Path draft) throws IOException {
    PosixFileAttributes old = Files.readAttributes(file, PosixFileAttributes.class);
    PosixFileAttributeView view = Files.getFileAttributeView(draft, PosixFileAttributeView.class);
    PosixFileAttributes made = view.readAttributes();
    if (!old.group().equals(made.group())) {
      view.setGroup(old.group());
    }
    if (!old.owner().equals(made.owner())) {
      view.setOwner(old.owner());
    }
    Set<PosixFilePermission> permissions = EnumSet.copyOf(MOST);
    permissions.retainAll(old.permissions());
    permissions.addAll(PosixFilePermissions.fromString("rw-------"));
    view.setPermissions(permissions);
  }

  private static FileAttribute<Set<PosixFilePermission>> permissions(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }
}
