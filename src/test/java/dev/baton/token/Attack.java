package dev.baton.token;

import dev.baton.checkout.ProblemType;
import java.util.ArrayList;
import java.util.List;

/**
 * A token that must not open.
 *
 * @param name what was done to it
 * @param refusal why it says that it doesn't open
 * @param token itself, compact
 */
record Attack(String name, ProblemType refusal, String token) {
  /** All of them, made from what a forger has got hold of. */
  static List<Attack> with(Forger forger) throws Exception {
    List<Attack> attacks = new ArrayList<>(FormAttacks.with(forger));
    attacks.addAll(SignatureAttacks.with(forger));
    attacks.addAll(ClaimAttacks.with(forger));
    return attacks;
  }
}
