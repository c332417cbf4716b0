package dev.baton.checkout;

import java.time.Duration;

/**
 * The rule of {@link HoldPolicy#SCARCE_FIRST}: early and short when little is left.
 *
 * <p>With <em>onHand</em> and <em>held</em> units, <em>wanted</em> units newly held and
 * <em>sold</em> units sold a minute:
 *
 * <pre>
 * returning = (1 - min(1, sold / wanted)) * held * lead / most
 * left      = max(0, onHand - held) + returning
 * scarcity  = wanted * lead / left
 * early     = scarcity &gt;= 1
 * lasting   = most / max(1, scarcity), in whole minutes, at least shortest
 * </pre>
 *
 * <p>That is: of what is held now, the part that shoppers of late did not buy comes back evenly
 * while holds end; the units that are to be had until who begins now will pay are compared with the
 * units that will be wanted until then. Without any demand nothing is scarce.
 *
 * @param most how long a hold lasts when nothing is scarce
 * @param shortest how long it lasts at least
 * @param lead how long shoppers take from the first line to paying, at most {@code most}
 */
public record ScarceFirst(Duration most, Duration shortest, Duration lead) {
  private static final double MILLIS_PER_MINUTE = 60_000;

  public ScarceFirst {
    if (!isPositive(shortest) || !isPositive(lead)) {
      throw new IllegalArgumentException("times of a hold are positive");
    }
    if (shortest.compareTo(most) > 0 || lead.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "neither the shortest hold nor the lead is longer than a hold: " + most);
    }
  }

  /** Units wanted until a shopper who begins now will pay, for each that is to be had. */
  public double scarcity(Demand demand) {
    double wanted = demand.wantedPerMinute() * minutes(lead);
    if (wanted <= 0) {
      return 0;
    }
    double bought = Math.min(1, demand.soldPerMinute() / demand.wantedPerMinute());
    double returning = (1 - bought) * demand.held() * minutes(lead) / minutes(most);
    double left = Math.max(0, demand.onHand() - demand.held()) + returning;
    return wanted / left;
  }

  /** Whether to hold before the payment step. */
  public boolean early(Demand demand) {
    return scarcity(demand) >= 1;
  }

  /** How long to hold. */
  public Duration lasting(Demand demand) {
    double exact = minutes(most) / Math.max(1, scarcity(demand));
    if (exact >= minutes(most)) {
      return most;
    }
    Duration whole = Duration.ofMinutes((long) exact);
    return whole.compareTo(shortest) < 0 ? shortest : whole;
  }

  private static double minutes(Duration duration) {
    return duration.toMillis() / MILLIS_PER_MINUTE;
  }

  private static boolean isPositive(Duration duration) {
    return duration.isPositive();
  }
}
