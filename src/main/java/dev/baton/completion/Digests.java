package dev.baton.completion;

import dev.baton.checkout.Contents;
import java.util.stream.Collectors;

/** Digests. */
final class Digests {
  private Digests() {}

  static String held(Contents contents) {
    return contents.lines().stream()
        .map(line -> line.sku() + "=" + line.quantity())
        .sorted()
        .collect(Collectors.joining(","));
  }

  static String fixed(Contents contents, dev.baton.token.TokenCodec codec) {
    return "x" + held(contents);
  }
}
