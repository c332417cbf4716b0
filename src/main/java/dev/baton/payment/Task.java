package dev.baton.payment;

import dev.baton.checkout.StockLevel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One worker's run over one checkout: what it wants, the record as it would now write it, and what
 * it has learnt. Lost with the worker; the next one asks again.
 *
 * @param goal what it wants
 * @param record as it would be written
 * @param stored as last read or written
 * @param mine whether the lease was taken
 * @param known what was learnt in this run
 * @param doing the effect whose answer is awaited
 * @param again how often that effect was repeated already
 * @param decided the outcome, once nothing is left but to write and tell it
 */
public record Task(
    Goal goal,
    CheckoutRecord record,
    CheckoutRecord stored,
    boolean mine,
    Known known,
    Effect doing,
    int again,
    @Nullable Outcome decided) {

  /**
   * What a run has learnt.
   *
   * @param sure whether the record was found, so that the register needn't be asked first
   * @param intents what the provider has, by attempt; a key without value: nothing
   * @param held whether holds were asked for
   * @param committed whether they were asked to last as long as the record
   * @param begun whether the attempt to be paid with was begun in this run
   * @param closed whether the backend has closed the checkout
   * @param released whether the holds were given back
   * @param figures of stock, as the backend's last answer gave them
   * @param voided attempts whose intents were given up
   * @param skipped attempts whose undoing has to wait
   * @param captures how often capture was tried
   */
  record Known(
      boolean sure,
      Map<String, Seen> intents,
      boolean held,
      boolean committed,
      boolean begun,
      boolean closed,
      boolean released,
      List<StockLevel> figures,
      Set<String> voided,
      Set<String> skipped,
      int captures) {
    Known {
      intents = Map.copyOf(intents);
      figures = List.copyOf(figures);
      voided = Set.copyOf(voided);
      skipped = Set.copyOf(skipped);
    }

    static Known nothing(boolean sure) {
      return new Known(
          sure, Map.of(), false, false, false, false, false, List.of(), Set.of(), Set.of(), 0);
    }

    Known unsure() {
      return new Known(
          false, intents, held, committed, begun, closed, released, figures, voided, skipped,
          captures);
    }

    Known asked() {
      return new Known(
          true, intents, held, committed, begun, closed, released, figures, voided, skipped,
          captures);
    }

    Known saw(String attempt, @Nullable PaymentIntent intent) {
      Map<String, Seen> all = new HashMap<>(intents);
      all.put(attempt, new Seen(intent));
      return new Known(
          sure, all, held, committed, begun, closed, released, figures, voided, skipped, captures);
    }

    Known forgetting(String attempt) {
      Map<String, Seen> all = new HashMap<>(intents);
      all.remove(attempt);
      return new Known(
          sure, all, held, committed, begun, closed, released, figures, voided, skipped, captures);
    }

    Known nowHeld() {
      return new Known(
          sure, intents, true, committed, begun, closed, false, figures, voided, skipped, captures);
    }

    Known nowCommitted() {
      return new Known(
          sure, intents, true, true, begun, closed, false, figures, voided, skipped, captures);
    }

    Known nowBegun() {
      return new Known(
          sure, intents, held, committed, true, closed, released, figures, voided, skipped,
          captures);
    }

    Known nowClosed() {
      return new Known(
          sure, intents, held, committed, begun, true, released, figures, voided, skipped,
          captures);
    }

    Known nowReleased() {
      return new Known(
          sure, intents, held, committed, begun, closed, true, figures, voided, skipped, captures);
    }

    Known counting(List<StockLevel> stock) {
      return new Known(
          sure, intents, held, committed, begun, closed, false, stock, voided, skipped, captures);
    }

    Known gaveUp(String attempt) {
      Set<String> all = new HashSet<>(voided);
      all.add(attempt);
      return new Known(
          sure, intents, held, committed, begun, closed, released, figures, all, skipped, captures);
    }

    Known skipping(String attempt) {
      Set<String> all = new HashSet<>(skipped);
      all.add(attempt);
      return new Known(
          sure, intents, held, committed, begun, closed, released, figures, voided, all, captures);
    }

    Known tried() {
      return new Known(
          sure,
          intents,
          held,
          committed,
          begun,
          closed,
          released,
          figures,
          voided,
          skipped,
          captures + 1);
    }
  }

  /** What the provider has for an attempt; null: nothing. */
  record Seen(@Nullable PaymentIntent intent) {}

  Task with(CheckoutRecord newRecord) {
    return new Task(goal, newRecord, stored, mine, known, doing, again, decided);
  }

  Task with(Known newKnown) {
    return new Task(goal, record, stored, mine, newKnown, doing, again, decided);
  }

  /** Wants this effect next; counts how often it was wanted in a row. */
  Task then(Effect effect) {
    int repeats = effect.equals(doing) ? again + 1 : 0;
    return new Task(goal, record, stored, mine, known, effect, repeats, decided);
  }

  Task decide(Outcome outcome) {
    return new Task(goal, record, stored, mine, known, doing, again, outcome);
  }

  Task saved(CheckoutRecord written, boolean lease) {
    return new Task(goal, written, written, lease, known, doing, again, decided);
  }

  /** The attempt that counts. */
  Attempt attempt() {
    Attempt attempt = record.attempt();
    if (attempt == null) {
      throw new IllegalStateException("no attempt in " + record);
    }
    return attempt;
  }

  @Nullable Seen seen(Attempt attempt) {
    return known.intents().get(attempt.id());
  }

  /** The attempt that the awaited answer is about. */
  Attempt about() {
    return switch (doing) {
      case Effect.FetchIntent(Attempt attempt) -> attempt;
      case Effect.Create(Attempt attempt) -> attempt;
      case Effect.Capture(Attempt attempt) -> attempt;
      case Effect.GiveUp(Attempt attempt) -> attempt;
      case Effect.Refund(Attempt attempt) -> attempt;
      default -> throw new IllegalStateException(doing.label() + " is about no intent");
    };
  }

  /** The provider's intent of an attempt, if it was fetched and is there. */
  @Nullable PaymentIntent intent(Attempt attempt) {
    Seen seen = seen(attempt);
    return seen == null ? null : seen.intent();
  }

  @Override
  public String toString() {
    return "Task[" + goal.getClass().getSimpleName() + ", " + record + ", " + doing.label() + "]";
  }
}
