package dev.baton.token;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@link KeysCommand}.
 *
 * @param kid the key that a command is for; empty for commands that are for none
 * @param keys where the keys are; null when the command line doesn't say
 */
record KeysArguments(
    Verb verb,
    String kid,
    @Nullable String keys,
    @Nullable String use,
    @Nullable SignatureAlgorithm algorithm,
    boolean force) {

  /** What to do. */
  enum Verb {
    MAKE,
    LIST,
    ROTATE,
    RETIRE,
    REVOKE
  }

  /** The command line isn't understood; the message says where. */
  static final class MisusedException extends Exception {
    private static final long serialVersionUID = 1L;

    MisusedException(String message) {
      super(message);
    }
  }

  static KeysArguments read(List<String> words) throws MisusedException {
    Deque<String> rest = new ArrayDeque<>(words);
    Verb verb = null;
    String kid = "";
    String keys = null;
    String use = null;
    SignatureAlgorithm algorithm = null;
    boolean force = false;
    while (!rest.isEmpty()) {
      String word = rest.pop();
      switch (word) {
        case "--keys" -> keys = value(word, rest);
        case "--use" -> use = use(value(word, rest));
        case "--alg" -> algorithm = algorithm(value(word, rest));
        case "--force" -> force = true;
        default -> {
          // A kid may begin with a hyphen, and then looks like an option.
          if (verb == null) {
            verb = verb(word);
          } else if (kid.isEmpty() && isForOne(verb)) {
            kid = word;
          } else {
            throw new MisusedException("what is " + word + " for");
          }
        }
      }
    }
    if (verb == null) {
      throw new MisusedException("say what to do with the keys");
    }
    if (kid.isEmpty() && isForOne(verb)) {
      throw new MisusedException("say which key: its kid, as list shows it");
    }
    if (algorithm != null && use != null && !use.equals(KeyEntry.SIGNING)) {
      throw new MisusedException("--alg is for keys that sign");
    }
    return new KeysArguments(verb, kid, keys, use, algorithm, force);
  }

  String useOrSigning() {
    return use == null ? KeyEntry.SIGNING : use;
  }

  private static boolean isForOne(Verb verb) {
    return verb == Verb.RETIRE || verb == Verb.REVOKE;
  }

  private static String value(String option, Deque<String> rest) throws MisusedException {
    if (rest.isEmpty()) {
      throw new MisusedException(option + " needs a value");
    }
    return rest.pop();
  }

  private static Verb verb(String word) throws MisusedException {
    for (Verb verb : Verb.values()) {
      if (verb.name().toLowerCase(Locale.ROOT).equals(word)) {
        return verb;
      }
    }
    throw new MisusedException("there is no command " + word);
  }

  private static String use(String word) throws MisusedException {
    if (word.equals(KeyEntry.SIGNING) || MasterKey.Use.ofWire(word).isPresent()) {
      return word;
    }
    throw new MisusedException("--use is sig, pii, record or digest, not " + word);
  }

  private static SignatureAlgorithm algorithm(String word) throws MisusedException {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (algorithm.wire().equals(word)) {
        return algorithm;
      }
    }
    throw new MisusedException("--alg is ES256 or Ed25519, not " + word);
  }
}
