package dev.baton.completion;

import dev.baton.checkout.Storefront;
import dev.baton.token.VerifiedToken;
import org.jspecify.annotations.Nullable;

/** What a merge needs of the records: the newest token, or the end of another checkout. */
public interface Merging {
  /** What the record of the bearer's checkout says is newest. */
  CurrentResult current(VerifiedToken bearer, Storefront storefront);

  /**
   * Ends another checkout whose lines go into the bearer's: its holds are released, its payment is
   * cancelled. An anchor of the other one, idempotent by both tokens.
   *
   * @return done with the other one's last token, which is nobody's to see; or refused, with a
   *     pointer to {@code /with} when that is about the other one
   */
  AnchorResult absorb(VerifiedToken bearer, VerifiedToken other, Storefront storefront);

  /**
   * The id of the checkout that a cancelled one was merged into; null when it wasn't, and when its
   * record is gone or can't be reached.
   */
  @Nullable String mergedInto(String checkout);
}
