package dev.baton.payment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.baton.checkout.Order;
import dev.baton.payment.OrderBackend.Closed;
import dev.baton.payment.OrderBackend.Entry;
import dev.baton.payment.OrderBackend.Placed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An order of which only the register knows that nothing is due for it. */
class FreeOrderTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final Order FREE = new Order("o-1", "B-1", null, NOW, Order.Status.PLACED);

  @Test
  void whatCancelFindsIsLookedUpBeforeItIsFinished() {
    CheckoutRecord record = CheckoutRecord.fresh("c", 1, null, "", NOW);
    Goal cancel = new Goal.Cancel(Anchor.called(Anchor.Kind.CANCEL, "j", "x"));
    Task task = saved(Completion.begin(cancel, record, true));
    assertInstanceOf(Effect.Close.class, task.doing());
    finished(Completion.after(task, new Answer.CloseAnswer(new Closed.HasOrder(FREE, "other"))));
  }

  @Test
  void whatPlaceFindsIsLookedUpBeforeItIsFinished() {
    Attempt paid =
        new Attempt(
            "mine",
            "i",
            100,
            "EUR",
            "f",
            PaymentIntent.Status.AUTHORIZED,
            null,
            1,
            "j",
            true,
            false,
            "t",
            null);
    CheckoutRecord record = CheckoutRecord.fresh("c", 1, paid, "", NOW);
    Goal complete = new Goal.Complete(Anchor.called(Anchor.Kind.COMPLETE, "j", "c"));
    Task task = Completion.begin(complete, record, true);
    task = Completion.after(task, new Answer.Intent(intent(paid)));
    task = saved(task);
    task = Completion.after(task, new Answer.NowHeld(List.of(), null, null));
    assertInstanceOf(Effect.Place.class, task.doing());
    finished(
        Completion.after(task, new Answer.PlaceAnswer(new Placed.OtherAttempt(FREE, "other"))));
  }

  private static void finished(Task found) {
    assertInstanceOf(Effect.LookUp.class, found.doing());
    Task known =
        Completion.after(
            found, new Answer.Registered(new Entry.Ordered("c", FREE, "other", 0, null)));
    Effect.FetchIntent fetch = assertInstanceOf(Effect.FetchIntent.class, known.doing());
    assertEquals("other", fetch.attempt().id());
    assertEquals(0, fetch.attempt().amount());
  }

  private static Task saved(Task task) {
    Effect.Save save = assertInstanceOf(Effect.Save.class, task.doing());
    return Completion.after(task, new Answer.Saved(save.record()));
  }

  private static PaymentIntent intent(Attempt attempt) {
    return new PaymentIntent(
        "i",
        attempt.id(),
        PaymentIntent.Status.AUTHORIZED,
        attempt.amount(),
        attempt.currency(),
        null,
        null,
        Map.of(IntentMetadata.FIXED, attempt.fixed()));
  }
}
