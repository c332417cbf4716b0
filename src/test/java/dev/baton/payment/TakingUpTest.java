package dev.baton.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.baton.payment.Anchor.Kind;
import dev.baton.payment.PaymentIntent.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Which payments a record may take up that a token shows: none that it has known itself. */
class TakingUpTest {
  private static final String CHECKOUT = "c";
  private static final Instant END = Instant.parse("2026-11-30T10:00:00Z");

  /** What can happen to a record that is never lost. */
  private enum Step {
    RESERVE,
    PAY,
    DECLINED,
    /** Another payment was begun in the place of the one that counts, and came to nothing. */
    REPLACED_IN_VAIN,
    /** What was replaced is known to be voided. */
    UNDONE,
    /** What counts was refused by the order backend, and is undone. */
    REFUSED
  }

  /** What a token shows. */
  private record Shown(long epoch, @Nullable Attempt attempt) {}

  /** A record, and every token that it has ever handed out. */
  private static final class Line {
    CheckoutRecord record = CheckoutRecord.fresh(CHECKOUT, 0, null, "", END);
    final List<Shown> tokens = new ArrayList<>();
    private int calls;

    void take(Step step) {
      String jti = "t" + calls++;
      switch (step) {
        case RESERVE -> record = record.passed(Anchor.called(Kind.RESERVE, jti, "r"));
        case PAY -> pay(jti, Status.AUTHORIZED);
        case DECLINED -> pay(jti, Status.FAILED);
        case REPLACED_IN_VAIN -> {
          bury();
          record = record.edit().attempt(null).done();
        }
        case UNDONE ->
            List.copyOf(record.dead())
                .forEach(dead -> record = record.edit().forget(dead.id()).done());
        case REFUSED -> {
          Attempt attempt = record.attempt();
          if (attempt != null) {
            record = record.edit().attempt(attempt.revoked().missing()).done();
          }
        }
      }
      tokens.add(new Shown(record.epoch(), record.attempt()));
    }

    private void bury() {
      Attempt before = record.attempt();
      if (before != null) {
        record = record.edit().bury(before.revoked()).done();
      }
    }

    private void pay(String jti, Status status) {
      bury();
      Attempt made = attempt(Attempt.id(CHECKOUT, jti, "card"), status, record.epoch() + 1);
      record = record.passed(Anchor.called(Kind.PAY, jti, "card")).edit().attempt(made).done();
    }
  }

  private static Attempt attempt(String id, Status status, long epoch) {
    return new Attempt(
        id, null, 100, "EUR", "f", status, null, epoch, "j", true, false, null, null);
  }

  @Property
  void aRecordThatWasNeverLostTakesUpNothing(@ForAll @Size(max = 50) List<Step> steps) {
    Line line = new Line();
    for (Step step : steps) {
      line.take(step);
      for (Shown token : line.tokens) {
        // Of any epoch: forks, too, which complete what they have paid for.
        assertNull(line.record.takingUp(token.attempt()), token::toString);
      }
    }
  }

  @Property
  void aRecordMadeAnewTakesUpWhatItNeverKnewAndKeepsItsEpoch(
      @ForAll @Size(max = 50) List<Step> steps, @ForAll @IntRange(max = 9) int anew) {
    Line lost = new Line();
    steps.forEach(lost::take);
    lost.take(Step.PAY);
    Attempt paid = Objects.requireNonNull(lost.record.attempt());
    CheckoutRecord record = CheckoutRecord.fresh(CHECKOUT, 0, null, "", END);
    for (int i = 0; i < anew; i++) {
      record = record.passed(Anchor.called(Kind.RESERVE, "n" + i, "r"));
    }
    CheckoutRecord taking = record.takingUp(paid);
    assertNotNull(taking);
    assertEquals(record.epoch(), taking.epoch());
    assertEquals(record.anchors(), taking.anchors());
    assertEquals(record.attempts() + 1, taking.attempts());
    assertEquals(paid, taking.attempt());
    assertNull(taking.takingUp(paid));
  }

  @Property
  void aRecordMadeAnewWithAPaymentOfItsOwnTakesUpNoOther(@ForAll Status status) {
    CheckoutRecord record = CheckoutRecord.fresh(CHECKOUT, 1, attempt("mine", status, 1), "", END);
    CheckoutRecord taking = record.takingUp(attempt("lost", Status.AUTHORIZED, 1));
    assertEquals(record.paymentStands(), taking == null);
    if (taking != null) {
      assertEquals(List.of("mine"), taking.dead().stream().map(Attempt::id).toList());
    }
  }

  @Property
  void onlyAPaymentThatMayStandIsTakenUp(@ForAll Status status) {
    CheckoutRecord record = CheckoutRecord.fresh(CHECKOUT, 1, null, "", END);
    Attempt shown = attempt("lost", status, 1);
    assertEquals(shown.lives(), record.takingUp(shown) != null);
  }
}
