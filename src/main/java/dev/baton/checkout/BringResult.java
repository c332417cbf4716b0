package dev.baton.checkout;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of bringing lines and codes of elsewhere into a checkout. */
public sealed interface BringResult {
  /**
   * As much as is still to be had is in it.
   *
   * @param options the shipping options, if they were wanted and quoted; else null
   * @param changes what isn't as it was, each as members of a JSON object: {@code change} is gone,
   *     fewer, short, dearer, cheaper or code-gone; {@code pointer} points into the new checkout,
   *     for gone lines into the old one
   */
  record Brought(
      Checkout.Open checkout,
      Quote.@Nullable ShippingOptions options,
      List<Map<String, @Nullable Object>> changes)
      implements BringResult {
    public Brought {
      changes = List.copyOf(changes);
    }
  }

  /** Nothing was brought. */
  record Refused(Refusal refusal) implements BringResult {}
}
