package dev.baton.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.baton.payment.CheckoutRecord;
import dev.baton.payment.Fact;
import dev.baton.payment.PaymentIntent;
import java.time.Instant;
import java.util.List;
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
}
