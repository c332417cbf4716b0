package dev.baton.completion;

import dev.baton.checkout.Demand;
import dev.baton.checkout.Forecast;
import dev.baton.checkout.ScarceFirst;
import dev.baton.reservation.HeardDemand;
import dev.baton.reservation.Holds.Place;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The rule for scarce goods, on what this instance has heard of their demand. */
final class StockForecast implements Forecast {
  private final HeardDemand heard;
  private final ScarceFirst rule;

  StockForecast(HeardDemand heard, ScarceFirst rule) {
    this.heard = heard;
    this.rule = rule;
  }

  @Override
  public boolean scarce(String sku) {
    Demand demand = heard.of(sku);
    return demand != null && rule.early(demand);
  }

  /**
   * How long to hold all of these: as long as the scarcest of them, which nobody waits longer for.
   */
  Duration lasting(List<Place> places) {
    return places.stream()
        .map(heard::at)
        .filter(Objects::nonNull)
        .map(rule::lasting)
        .min(Comparator.naturalOrder())
        .orElse(rule.most());
  }
}
