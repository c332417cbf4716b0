package dev.baton.payment;

import dev.baton.checkout.Order;
import dev.baton.checkout.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes some parts of a record and keeps the others. */
final class RecordEditor {
  private final CheckoutRecord from;
  private long epoch;
  private CheckoutRecord.Phase phase;
  private List<Anchor> anchors;
  private List<Held> held;
  private @Nullable Instant heldUntil;
  private @Nullable String heldLines;
  private int renewals;
  private @Nullable Attempt attempt;
  private int attempts;
  private List<Attempt> dead;
  private @Nullable OrderFact order;
  private @Nullable Refusal verdict;
  private String newest;
  private Instant endsAt;
  private Instant lastsUntil;
  private List<Fact> facts;

  RecordEditor(CheckoutRecord from) {
    this.from = from;
    epoch = from.epoch();
    phase = from.phase();
    anchors = from.anchors();
    held = from.held();
    heldUntil = from.heldUntil();
    heldLines = from.heldLines();
    renewals = from.renewals();
    attempt = from.attempt();
    attempts = from.attempts();
    dead = from.dead();
    order = from.order();
    verdict = from.verdict();
    newest = from.newest();
    endsAt = from.endsAt();
    lastsUntil = from.lastsUntil();
    facts = from.facts();
  }

  RecordEditor epoch(long value) {
    epoch = value;
    return this;
  }

  RecordEditor phase(CheckoutRecord.Phase value) {
    phase = value;
    return this;
  }

  RecordEditor anchors(List<Anchor> value) {
    anchors = value;
    return this;
  }

  RecordEditor lastAnchorRefused(@Nullable Refusal why) {
    if (!anchors.isEmpty()) {
      List<Anchor> all = new ArrayList<>(anchors);
      all.set(all.size() - 1, all.getLast().refused(why));
      anchors = all;
    }
    return this;
  }

  RecordEditor held(List<Held> value, @Nullable Instant until, @Nullable String lines) {
    held = value;
    heldUntil = until;
    heldLines = lines;
    return this;
  }

  RecordEditor heldNothing() {
    return held(List.of(), null, null);
  }

  RecordEditor renewals(int value) {
    renewals = value;
    return this;
  }

  RecordEditor attempt(@Nullable Attempt value) {
    attempt = value;
    return this;
  }

  RecordEditor attempts(int value) {
    attempts = value;
    return this;
  }

  /** Keeps an attempt among those to be voided. */
  RecordEditor bury(Attempt value) {
    List<Attempt> all = new ArrayList<>(dead);
    all.removeIf(other -> other.id().equals(value.id()));
    all.add(value);
    dead = all;
    return this;
  }

  /** Forgets an attempt that is at rest. */
  RecordEditor forget(String id) {
    dead = dead.stream().filter(other -> !other.id().equals(id)).toList();
    return this;
  }

  RecordEditor order(@Nullable OrderFact value) {
    order = value;
    return this;
  }

  RecordEditor placed(Order value, String by, boolean settled) {
    return order(new OrderFact(value, by, settled, settled));
  }

  RecordEditor verdict(@Nullable Refusal value) {
    verdict = value;
    return this;
  }

  RecordEditor newest(String value) {
    newest = value;
    return this;
  }

  RecordEditor endsAt(Instant value) {
    endsAt = value;
    return this;
  }

  RecordEditor lastsUntil(Instant value) {
    lastsUntil = value;
    return this;
  }

  RecordEditor facts(List<Fact> value) {
    facts = value;
    return this;
  }

  CheckoutRecord done() {
    return new CheckoutRecord(
        from.checkout(),
        epoch,
        phase,
        anchors,
        held,
        heldUntil,
        heldLines,
        renewals,
        attempt,
        attempts,
        dead,
        order,
        verdict,
        newest,
        endsAt,
        lastsUntil,
        facts);
  }
}
