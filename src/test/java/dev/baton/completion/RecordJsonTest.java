package dev.baton.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Fact;
import dev.baton.payment.PaymentIntent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Records as text, of this release and of those before. */
class RecordJsonTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final CheckoutRecord RECORD = CheckoutRecord.fresh("c", 1, null, "sealed", NOW);

  @Test
  void whatIsToldComesBackWhole() {
    Fact fact =
        new Fact(
            "evt_1",
            Fact.Kind.COMPLETED,
            NOW,
            "demo",
            "EUR",
            new Fact.Sums(2400, 240, 490, 0, 423L, true, 2650, 0),
            new Fact.Paid(PaymentIntent.Status.CAPTURED, 2650),
            new Fact.Ordered("o1", "1001", NOW),
            null);
    CheckoutRecord stating = RECORD.stating(fact);
    assertEquals(stating, RecordJson.read(RecordJson.write(stating)));
  }

  @Test
  void aRecordOfAReleaseThatToldNobodyIsRead() {
    String older = RecordJson.write(RECORD).replace(",\"facts\":[]", "");
    assertFalse(older.contains("facts"));
    assertEquals(List.of(), RecordJson.read(older).facts());
  }

  /** In a native executable Jackson sees only what was registered for it. */
  @Test
  void everyTypeOfARecordIsRegistered() {
    var registered =
        Arrays.asList(RecordJson.class.getAnnotation(RegisterForReflection.class).targets());
    var types = new LinkedHashSet<Class<?>>();
    collect(CheckoutRecord.class, types);
    assertTrue(types.size() > 10, types::toString);
    for (Class<?> type : types) {
      // What is nested in a target is registered with it.
      assertTrue(
          registered.contains(type) || registered.contains(type.getEnclosingClass()),
          type::toString);
    }
  }

  private static void collect(Type type, Set<Class<?>> types) {
    if (type instanceof ParameterizedType generic) {
      Stream.of(generic.getActualTypeArguments()).forEach(argument -> collect(argument, types));
    } else if (type instanceof Class<?> one
        && one.getName().startsWith("dev.baton.")
        && types.add(one)
        && one.isRecord()) {
      Stream.of(one.getRecordComponents())
          .forEach(component -> collect(component.getGenericType(), types));
    }
  }
}
