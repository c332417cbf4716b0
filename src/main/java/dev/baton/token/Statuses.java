package dev.baton.token;

import dev.baton.checkout.Checkout;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words for states in a token: as on the wire, so that the edge needs no table. */
final class Statuses {
  private static final Map<Class<?>, Map<String, Enum<?>>> BY_WORD = new ConcurrentHashMap<>();

  private Statuses() {}

  static String of(Checkout checkout) {
    return switch (checkout) {
      case Checkout.Open open -> "open";
      case Checkout.Completing completing -> "completing";
      case Checkout.Cancelling cancelling -> "cancelling";
      case Checkout.Completed completed -> "completed";
      case Checkout.Cancelled cancelled -> "cancelled";
    };
  }

  static String of(Enum<?> status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> E read(Class<E> type, String word) {
    Enum<?> status =
        BY_WORD
            .computeIfAbsent(
                type,
                unused ->
                    Arrays.<Enum<?>>stream(type.getEnumConstants())
                        .collect(Collectors.toMap(Statuses::of, Function.identity())))
            .get(word);
    if (status == null) {
      throw new UnreadableStateException("an unknown status");
    }
    return type.cast(status);
  }
}
