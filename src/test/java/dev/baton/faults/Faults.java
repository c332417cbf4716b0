package dev.baton.faults;

import java.io.IOException;

/**
 * What {@code ./baton faults} runs: every fault there is, each followed by an audit; ends with
 * status 1 if anything was wrong.
 */
public final class Faults {
  private Faults() {}

  /** Arguments: see {@link Arguments}. */
  public static void main(String... args) throws IOException, InterruptedException {
    if (args.length > 0 && (args[0].equals("--help") || args[0].equals("-h"))) {
      System.out.print(Arguments.help());
      return;
    }
    System.exit(run(args));
  }

  private static int run(String... args) throws IOException, InterruptedException {
    Arguments arguments;
    try {
      arguments = Arguments.of(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + Arguments.help());
      return 2;
    }
    var terminal = new Terminal(System.out, System.err, arguments.entries());
    terminal.begin(arguments);
    try (var site = new Site()) {
      var bench = new Bench(site, arguments.seed(), terminal);
      for (var entry : arguments.entries()) {
        bench.run(entry);
      }
      terminal.end(arguments, bench.atPoints().caught());
    }
    return terminal.violations() == 0 ? 0 : 1;
  }
}
