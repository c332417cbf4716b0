package dev.baton;

import dev.baton.observability.ClockProducer;
import dev.baton.observability.Doctor;
import dev.baton.observability.FailedStart;
import dev.baton.token.KeysCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.List;

/**
 * Starts the gateway, or, when the first argument is {@code keys} or {@code doctor}, does that
 * command alone: so that whoever has only the image can look after its keys and its configuration.
 */
@QuarkusMain
public final class Main {
  private Main() {}

  /** The program, packaged or native. */
  public static void main(String... arguments) {
    List<String> words = Arrays.asList(arguments);
    switch (words.isEmpty() ? "" : words.getFirst()) {
      case "keys" -> System.exit(keys(words.subList(1, words.size())));
      case "doctor" -> {
        Doctor.settings().forEach(System::setProperty);
        Quarkus.run(null, new FailedStart(true));
      }
      default -> Quarkus.run(null, new FailedStart(false), arguments);
    }
  }

  private static int keys(List<String> words) {
    KeysCommand command =
        new KeysCommand(
            KeysCommand::machineSetting, new ClockProducer().clock(), System.out, System.err);
    return command.run(words);
  }
}
