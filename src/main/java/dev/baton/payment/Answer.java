package dev.baton.payment;

import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Refusal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of an {@link Effect}. */
public sealed interface Answer {
  /** The record was written; {@code record} is as written, with its newest token. */
  record Saved(CheckoutRecord record) implements Answer {}

  /** Somebody else has written the record, or holds the lease. */
  record Lost() implements Answer {}

  /** The register's entry. */
  record Registered(OrderBackend.Entry entry) implements Answer {}

  /** Everything is held; {@code lines} is a digest of what for. */
  record NowHeld(List<Held> held, @Nullable Instant until, @Nullable String lines)
      implements Answer {}

  /** Too little is left. */
  record TooFew(Refusal refusal) implements Answer {}

  /** The holds are given back. */
  record Released() implements Answer {}

  /** The intent as it is now; null when the provider has none. */
  record Intent(@Nullable PaymentIntent intent) implements Answer {}

  /** The provider knows no such payment method. */
  record UnknownMethod() implements Answer {}

  /** Answer to place. */
  record PlaceAnswer(OrderBackend.Placed placed) implements Answer {}

  /** Answer to settle. */
  record SettleAnswer(OrderBackend.Settled settled) implements Answer {}

  /** Answer to revoke. */
  record RevokeAnswer(OrderBackend.Revoked revoked) implements Answer {}

  /** Answer to close. */
  record CloseAnswer(OrderBackend.Closed closed) implements Answer {}

  /** A provider's fault: certainly not done, or perhaps. */
  record Fault(ProviderException.Kind kind) implements Answer {}

  /** Redis' fault: perhaps done. */
  record StoreDown() implements Answer {}
}
