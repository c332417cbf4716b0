package dev.baton;

import dev.baton.observability.ClockProducer;
import dev.baton.token.KeysCommand;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.List;

/**
 * Starts the gateway, or, when the first argument is {@code keys}, does that command alone: so that
 * whoever has only the image can look after its keys.
 */
@QuarkusMain
public final class Main {
  private Main() {}

  /** The program, packaged or native. */
  public static void main(String... arguments) {
    List<String> words = Arrays.asList(arguments);
    if (words.isEmpty() || !words.getFirst().equals("keys")) {
      Quarkus.run(arguments);
      return;
    }
    KeysCommand command =
        new KeysCommand(
            KeysCommand::machineSetting, new ClockProducer().clock(), System.out, System.err);
    System.exit(command.run(words.subList(1, words.size())));
  }
}
