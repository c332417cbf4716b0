package dev.baton.payment;

import dev.baton.checkout.StockLevel;
import java.util.List;
import java.util.Locale;

/**
 * What to do next. Every effect may be done twice, or by two workers, or long after the worker that
 * wanted it has been given up.
 */
public sealed interface Effect {
  /** A name for logs, metrics and fail-points. */
  default String label() {
    return switch (this) {
      case Save(CheckoutRecord record, boolean lease) ->
          (lease ? "save-" : "finish-") + record.phase().name().toLowerCase(Locale.ROOT);
      case LookUp() -> "look-up";
      case Hold(Term term) -> term.name().toLowerCase(Locale.ROOT);
      case ReleaseHolds(List<StockLevel> figures) -> "release";
      case FetchIntent(Attempt attempt) -> "fetch";
      case Create(Attempt attempt) -> "create";
      case Capture(Attempt attempt) -> "capture";
      case GiveUp(Attempt attempt) -> "void";
      case Refund(Attempt attempt) -> "refund";
      case Place(Attempt attempt) -> "place";
      case Settle(String attempt, boolean paid) -> paid ? "settle-paid" : "settle-unpaid";
      case Revoke(String attempt) -> "revoke";
      case Close() -> "close";
      case Finished(Outcome outcome) -> "finished";
    };
  }

  /** Whether only the holder of the lease may do it, and must make sure of that just before. */
  default boolean needsLease() {
    return switch (this) {
      case Place p -> true;
      case Capture c -> true;
      case Settle s -> true;
      case Revoke r -> true;
      case Close c -> true;
      case GiveUp v -> true;
      case Refund r -> true;
      case Create c -> true;
      case Hold h -> true;
      case ReleaseHolds r -> true;
      case Save s -> false;
      case LookUp l -> false;
      case FetchIntent f -> false;
      case Finished f -> false;
    };
  }

  /** Write the record if nobody else has, and keep or take the lease, or give it up. */
  record Save(CheckoutRecord record, boolean lease) implements Effect {}

  /** Ask the order backend for the checkout. */
  record LookUp() implements Effect {}

  /** Hold what is to be bought. */
  record Hold(Term term) implements Effect {}

  /** What units are held for, and with it how long. */
  enum Term {
    /** A payment that is about to be made: for a while, since it may come to nothing. */
    HOLD,
    /** A payment that stands: as long as the record. */
    COMMIT,
    /** No payment any more: for a while. */
    RELAX
  }

  /** Give back every hold, and write these figures in the same step. */
  record ReleaseHolds(List<StockLevel> figures) implements Effect {}

  /** Fetch the intent by its id, or find it by its metadata when the id isn't known or is gone. */
  record FetchIntent(Attempt attempt) implements Effect {}

  /** Create the intent. */
  record Create(Attempt attempt) implements Effect {}

  /** Take the money. */
  record Capture(Attempt attempt) implements Effect {}

  /** Give up the authorisation. */
  record GiveUp(Attempt attempt) implements Effect {}

  /** Give the money back. */
  record Refund(Attempt attempt) implements Effect {}

  /** Place the order, as fixed. */
  record Place(Attempt attempt) implements Effect {}

  /** Tell the order backend how the money ended. */
  record Settle(String attempt, boolean paid) implements Effect {}

  /** Bar an attempt at the order backend. */
  record Revoke(String attempt) implements Effect {}

  /** Close the checkout at the order backend. */
  record Close() implements Effect {}

  /** Nothing more to do. */
  record Finished(Outcome outcome) implements Effect {}
}
