package dev.baton.payment;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is promised: what must never be, and what must not stay. */
final class Promises {
  private Promises() {}

  /** What is wrong with a world; null when nothing is. */
  static @Nullable String violation(World world) {
    Neighbours neighbours = world.neighbours;
    CheckoutRecord record = world.record;
    List<String> captured = neighbours.captured();
    if (captured.size() > 1) {
      return "charged twice: " + captured;
    }
    if (!captured.isEmpty() && !captured.getFirst().equals(neighbours.order)) {
      return "charged without its order: " + captured;
    }
    if (!captured.isEmpty() && neighbours.tampered.contains(captured.getFirst())) {
      return "charged another amount than was fixed";
    }
    boolean paid = Boolean.TRUE.equals(neighbours.settled);
    if (paid && captured.isEmpty()) {
      return "a paid order without money";
    }
    if (world.toldCompleted && (!paid || neighbours.order == null)) {
      return "told completed, but there is no paid order";
    }
    if (world.toldCancelled
        && (neighbours.order != null || !captured.isEmpty() || !neighbours.closed)) {
      return "told cancelled, but it isn't";
    }
    if (world.toldUnpaid) {
      return "told that it isn't paid, but it is";
    }
    for (String attempt : world.toldDead) {
      if (attempt.equals(neighbours.order) || captured.contains(attempt)) {
        return "told refused, but it stands: " + attempt;
      }
    }
    if (record != null && !world.forgot && takesUp(record, world.clients)) {
      return "a record that was never lost takes up what it has made itself: " + record;
    }
    if (record != null) {
      boolean completed = record.phase() == CheckoutRecord.Phase.COMPLETED;
      boolean cancelled = record.phase() == CheckoutRecord.Phase.CANCELLED;
      if ((completed && !paid) || (cancelled && !neighbours.closed)) {
        return "the record contradicts the register: " + record;
      }
      boolean open = record.phase() == CheckoutRecord.Phase.OPEN;
      if (open && paid && !world.forgot) {
        return "the record is open, and there is a paid order: " + record;
      }
      if (cancelled && record.attempt() != null && record.attempt().intent() != null) {
        PaymentIntent.Status status = neighbours.intents.get(record.attempt().id());
        if (status == PaymentIntent.Status.AUTHORIZED) {
          return "cancelled, but still authorised";
        }
      }
    }
    return null;
  }

  /** By a token of its own epoch. */
  private static boolean takesUp(CheckoutRecord record, List<Client> clients) {
    return clients.stream()
        .anyMatch(
            client -> client.epoch == record.epoch() && record.takingUp(client.attempt) != null);
  }

  /** What isn't at rest though the reconciler has looked; null when nothing is. */
  static @Nullable String unrest(World world) {
    Neighbours neighbours = world.neighbours;
    CheckoutRecord record = world.record;
    if (neighbours.order != null && !Boolean.TRUE.equals(neighbours.settled)) {
      return "a provisional order";
    }
    if (record == null) {
      return null;
    }
    if (record.underWay() || !record.dead().isEmpty()) {
      return "a record half done: " + record + record.dead();
    }
    if (record.attempt() != null && record.attempt().pending()) {
      return "a pending attempt";
    }
    if (record.attempt() != null
        && record.attempt().status() == PaymentIntent.Status.REQUIRES_ACTION
        && record.phase() == CheckoutRecord.Phase.OPEN) {
      return "units kept for a shopper who doesn't come back: " + record;
    }
    if (neighbours.committing && !world.forgot && !record.paymentStands()) {
      return "units kept for no payment: " + record;
    }
    boolean authorized =
        record.phase() == CheckoutRecord.Phase.OPEN
            && record.paymentStands()
            && neighbours.intents.get(record.attempt().id()) == PaymentIntent.Status.AUTHORIZED;
    return authorized && record.attempt().autoComplete() ? "paid, but no order" : null;
  }

  /**
   * A payment that blocks the shopper's money for no order: authorised, and not the one that
   * counts. One that is ahead of its record is left to who knows more; it ends by itself.
   */
  static @Nullable String stray(World world) {
    CheckoutRecord record = world.record;
    Attempt current = record == null ? null : record.attempt();
    for (Map.Entry<String, PaymentIntent.Status> intent : world.neighbours.intents.entrySet()) {
      String attempt = intent.getKey();
      boolean counts = current != null && current.id().equals(attempt) && !current.barred();
      // A record that knows some of its shoppers' steps, not the last ones, waits for one of them.
      boolean ahead =
          record != null
              && !record.anchors().isEmpty()
              && world.neighbours.epochs.get(attempt) > record.epoch()
              && world.forgot;
      boolean blocks = intent.getValue() == PaymentIntent.Status.AUTHORIZED;
      if (blocks && !counts && !ahead) {
        return "a payment of nothing: " + attempt;
      }
    }
    return null;
  }
}
