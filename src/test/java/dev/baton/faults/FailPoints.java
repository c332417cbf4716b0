package dev.baton.faults;

import dev.baton.payment.Attempt;
import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Effect;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names of all points before and after an effect, made from the effects' own types: an effect
 * that is new is among them, and nobody has to remember it.
 */
final class FailPoints {
  private static final Instant ANY_TIME = Instant.EPOCH;

  /** Who has ended keeps no lease. */
  private static final Set<String> NEVER =
      Set.of(
          "before-save-completed",
          "after-save-completed",
          "before-save-cancelled",
          "after-save-cancelled");

  private FailPoints() {}

  /** Every point that the types allow, reachable or not; and the one within a save. */
  static SortedSet<String> all() {
    var points = new TreeSet<String>();
    for (var type : Effect.class.getPermittedSubclasses()) {
      if (!type.equals(Effect.Finished.class)) { // nothing is done any more
        effects(type)
            .forEach(effect -> {
              points.add("before-" + effect.label());
              points.add("after-" + effect.label());
            });
      }
    }
    points.add("entered");
    return points;
  }

  /** Those that a worker can come to. */
  static SortedSet<String> reachable() {
    var points = all();
    points.removeAll(NEVER);
    return points;
  }

  /** One effect of a type for each combination of what its label can depend on. */
  private static Stream<Effect> effects(Class<?> type) {
    var components = type.getRecordComponents();
    List<List<@Nullable Object>> arguments = List.of(List.of());
    for (var component : components) {
      var longer = new ArrayList<List<@Nullable Object>>();
      for (var before : arguments) {
        for (var value : values(component.getType())) {
          var next = new ArrayList<@Nullable Object>(before);
          next.add(value);
          longer.add(next);
        }
      }
      arguments = longer;
    }
    return arguments.stream().map(values -> make(type, components, values));
  }

  private static Effect make(
      Class<?> type, RecordComponent[] components, List<@Nullable Object> values) {
    try {
      return (Effect) type.getDeclaredConstructor(types(components)).newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("how is " + type + " made?", e);
    }
  }

  private static CheckoutRecord in(CheckoutRecord.Phase phase, CheckoutRecord record) {
    var components = CheckoutRecord.class.getRecordComponents();
    try {
      var values = new @Nullable Object[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] =
            components[i].getType().equals(CheckoutRecord.Phase.class)
                ? phase
                : components[i].getAccessor().invoke(record);
      }
      return CheckoutRecord.class.getDeclaredConstructor(types(components)).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("how is a record made?", e);
    }
  }

  private static Class<?>[] types(RecordComponent[] components) {
    return Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
  }

  private static List<@Nullable Object> values(Class<?> type) {
    if (type.isEnum()) {
      return List.of(type.getEnumConstants());
    }
    if (type.equals(boolean.class)) {
      return List.of(true, false);
    }
    if (type.equals(CheckoutRecord.class)) {
      var fresh = CheckoutRecord.fresh("c", 0, null, "", ANY_TIME);
      return Arrays.stream(CheckoutRecord.Phase.values())
          .<@Nullable Object>map(phase -> in(phase, fresh))
          .toList();
    }
    if (type.equals(List.class)) {
      return List.of(List.of());
    }
    if (type.equals(String.class)) {
      return List.of("a");
    }
    if (type.equals(Attempt.class)) {
      return Arrays.asList((Object) null);
    }
    throw new IllegalStateException("which values of " + type + " make a label differ?");
  }
}
