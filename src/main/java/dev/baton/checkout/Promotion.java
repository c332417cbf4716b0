package dev.baton.checkout;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A promotion as the pricing provider states it; its amount is computed by {@link Totals}.
 *
 * @param id the provider's id
 * @param code what the shopper typed, or null when it applies by itself
 * @param title as the shopper reads it
 * @param effect what it takes off
 * @param lines ids of the lines that it may reduce, or null for all
 * @param cap the most it takes off, minor units, or null
 * @param limited whether the order backend counts its uses, so that only the claim decides
 */
public record Promotion(
    String id,
    @Nullable String code,
    String title,
    Effect effect,
    @Nullable List<String> lines,
    @Nullable Long cap,
    boolean limited) {

  public Promotion {
    lines = lines == null ? null : List.copyOf(lines);
    if (cap != null && (cap < 0 || cap > Money.MAX)) {
      throw new IllegalArgumentException("cap out of range");
    }
  }

  /** What a promotion takes off. */
  public sealed interface Effect {
    /** A share of the eligible lines, {@code 0.10} for 10 %; between 0 and 1. */
    record Percent(BigDecimal share) implements Effect {
      public Percent {
        share = Decimals.plain(share);
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0 || share.scale() > 9) {
          throw new IllegalArgumentException("share out of range");
        }
      }
    }

    /** A fixed amount, minor units. */
    record Amount(long amount) implements Effect {
      public Amount {
        if (amount < 0 || amount > Money.MAX) {
          throw new IllegalArgumentException("amount out of range");
        }
      }
    }

    /** The whole shipping price. */
    record FreeShipping() implements Effect {}
  }
}
