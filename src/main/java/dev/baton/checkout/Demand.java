package dev.baton.checkout;

/**
 * What is known of the demand for a SKU at a location. The rates are averages that forget: what
 * happened a half-life ago counts half.
 *
 * @param onHand units that the provider has, holds ignored
 * @param held units of all holds
 * @param wantedPerMinute units newly held, extensions not counted
 * @param soldPerMinute units by which the figure of the provider fell
 */
public record Demand(long onHand, long held, double wantedPerMinute, double soldPerMinute) {

  /**
   * This after some time in which nothing was heard: {@code factor} (0..1) of each rate is left.
   */
  public Demand faded(double factor) {
    return new Demand(onHand, held, wantedPerMinute * factor, soldPerMinute * factor);
  }
}
