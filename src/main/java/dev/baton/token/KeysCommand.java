package dev.baton.token;

import dev.baton.token.KeyChange.Changed;
import dev.baton.token.KeyChange.Refused;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code keys}: makes, lists, rotates, retires and revokes the keys in a directory or a JWKS file,
 * without the gateway being started. It prints nothing of a key that isn't public.
 */
public final class KeysCommand {
  /** Done, or listed. */
  public static final int DONE = 0;

  /** The files can't be read, written or used as they are. */
  public static final int FAILED = 1;

  /** The command line isn't understood. */
  public static final int MISUSED = 2;

  /** Not now, or not to this key; nothing has changed. */
  public static final int REFUSED = 3;

  private static final String USAGE =
      """
      keys make [--alg ES256|Ed25519]       a new set: a key to sign with, and a master key of each use
      keys make --use USE [--alg ALG]       one key more, published, that waits for its turn
      keys list                             the keys, their states, and until when they are needed
      keys rotate [--use USE] [--alg ALG]   one step: publishes the next key, or activates it when it is time
      keys retire KID                       takes a key out, once nothing it made is of use any more
      keys revoke KID                       refuses at once what was made with a key; payments in progress go on
        --keys PATH   the directory or JWKS file; else baton.token.keys (BATON_TOKEN_KEYS)
        --use USE     sig (unless told), or that of a master key: pii, record, digest
        --force       before it is time, with the losses that the refusal names
      Ends with 0 when done, 1 when the files can't be used, 2 when called wrongly, 3 when refused.
      """;

  private final UnaryOperator<@Nullable String> setting;
  private final InstantSource clock;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * By settings, with a clock.
   *
   * @param setting the value of a setting such as {@code baton.token.keys}; null when not set
   */
  public KeysCommand(
      UnaryOperator<@Nullable String> setting,
      InstantSource clock,
      PrintStream out,
      PrintStream err) {
    this.setting = setting;
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  /** A setting out of the system properties, else the environment. */
  public static @Nullable String machineSetting(String name) {
    String property = System.getProperty(name);
    return property == null ? System.getenv(KeySchedule.inEnvironment(name)) : property;
  }

  /** Runs a command line, without the word {@code keys}; the result is the exit status. */
  public int run(List<String> words) {
    if (words.isEmpty() || List.of("help", "-h", "--help").contains(words.getFirst())) {
      out.print(USAGE);
      return DONE;
    }
    try {
      return run(KeysArguments.read(words));
    } catch (KeysArguments.MisusedException e) {
      return ending(MISUSED, e.getMessage() + "; see: keys help");
    } catch (UnusableKeysException | IllegalArgumentException e) {
      return ending(FAILED, String.valueOf(e.getMessage()));
    } catch (AccessDeniedException e) {
      return ending(
          FAILED,
          e.getFile() + " is not for this user to read or write; run as the owner of the keys");
    } catch (FileSystemException e) {
      return ending(
          FAILED,
          e.getFile()
              + " can't be written or read"
              + (e.getReason() == null ? "" : " (" + e.getReason() + ")")
              + "; of a mounted secret, change the original and update the secret");
    } catch (IOException e) {
      return ending(FAILED, String.valueOf(e.getMessage()));
    }
  }

  private int run(KeysArguments arguments) throws IOException {
    Path path = path(arguments);
    KeyFiles.refuseKeysForPath(path);
    if (arguments.verb() == KeysArguments.Verb.LIST) {
      return list(path);
    }
    KeySetFile file = KeySetFile.at(path);
    if (arguments.verb() != KeysArguments.Verb.MAKE && !Files.exists(file.path())) {
      throw new UnusableKeysException("there are no keys at " + path + ": keys make makes them");
    }
    return switch (file.change(set -> change(arguments, set, file.path()))) {
      case Changed(KeySet _, List<String> said) -> {
        said.forEach(out::println);
        yield DONE;
      }
      case Refused(String why) -> ending(REFUSED, why);
    };
  }

  private Path path(KeysArguments arguments) {
    String path = arguments.keys() == null ? setting.apply("baton.token.keys") : arguments.keys();
    if (path == null || path.isBlank()) {
      throw new UnusableKeysException(
          "say where the keys are: --keys PATH, or BATON_TOKEN_KEYS in the environment;"
              + " ./baton run keeps its own in .baton/keys, from its first start on");
    }
    return Path.of(path);
  }

  private KeyChange change(KeysArguments arguments, @Nullable KeySet set, Path file) {
    KeyRotation rotation = new KeyRotation(KeySchedule.of(setting), clock);
    if (set == null) {
      return fresh(arguments, file);
    }
    return switch (arguments.verb()) {
      case MAKE ->
          arguments.use() == null
              ? new Refused(file + " has keys already; to add one, make --use USE")
              : rotation.add(set, arguments.use(), arguments.algorithm());
      case ROTATE ->
          rotation.rotate(set, arguments.useOrSigning(), arguments.algorithm(), arguments.force());
      case RETIRE -> rotation.retire(set, arguments.kid(), arguments.force());
      case REVOKE -> rotation.revoke(set, arguments.kid());
      case LIST -> throw new IllegalStateException("list changes nothing");
    };
  }

  private KeyChange fresh(KeysArguments arguments, Path file) {
    if (arguments.use() != null) {
      return new Refused("there are no keys at " + file + " to add one to; make them first");
    }
    SignatureAlgorithm algorithm =
        arguments.algorithm() == null ? SignatureAlgorithm.ES256 : arguments.algorithm();
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new Changed(
        KeySet.fresh(algorithm, now),
        List.of("made " + file + ": the same for every instance, and for nobody else to read"));
  }

  private int list(Path path) {
    KeyListing listing = new KeyListing(KeySchedule.of(setting));
    var contents = KeyFiles.read(path);
    contents.forEach((file, content) ->
        listing.add(
            KeySet.read(content)
                .orElseThrow(() -> new UnusableKeysException(file + " is no key set"))));
    listing.lines().forEach(out::println);
    KeyFiles.parse(contents, SignatureProvider.jdk());
    return DONE;
  }

  private int ending(int status, String why) {
    err.println("baton keys: " + why);
    return status;
  }
}
