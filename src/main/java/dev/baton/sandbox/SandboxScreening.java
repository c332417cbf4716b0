package dev.baton.sandbox;

import dev.baton.checkout.Contents;
import dev.baton.checkout.Port;
import dev.baton.checkout.Totals;
import dev.baton.payment.Screening;
import java.util.Set;

/** Accepts everybody but {@code refuse@...}. */
public final class SandboxScreening implements Screening {
  private final Gate gate;

  SandboxScreening(Gate gate) {
    this.gate = gate;
  }

  @Override
  public Verdict screen(Contents contents, Totals totals) {
    Set<String> words = Magic.words(contents.lines(), contents.personal().customer());
    return gate.read(
        Port.SCREENING,
        Magic.effects(Port.SCREENING, words),
        () -> words.contains(Magic.REFUSE) ? Verdict.REFUSE : Verdict.ACCEPT);
  }
}
