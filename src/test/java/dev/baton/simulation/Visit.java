package dev.baton.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a shopper would do in a sale if everything were to be had; drawn before the sale, so that
 * the same shoppers come to each policy. Times in ms.
 *
 * @param arrives when the first line is added
 * @param toShipping from there until it is known how the goods go
 * @param toPayment from there until the payment form is shown
 * @param toPay from there until it is sent
 * @param leaves after which of these the shopper is gone without a word; null for a buyer
 * @param keepsPageOpen whether a page that is left stays open and goes on extending the hold
 * @param comesBack whether who is turned away tries that step once more
 */
record Visit(
    String id,
    long arrives,
    long toShipping,
    long toPayment,
    long toPay,
    Stage leaves,
    boolean keepsPageOpen,
    boolean comesBack) {

  /** How far a shopper gets. */
  enum Stage {
    LINES,
    SHIPPING,
    PAYMENT,
    BUYS
  }

  /**
   * A crowd that comes at once and dwindles.
   *
   * @param shoppers how many come
   * @param within the mean time after the start at which they come
   */
  record Crowd(int shoppers, Duration within) {
    private static final double SIGMA = 0.6;
    private static final double[] GONE = {0.30, 0.20, 0.10};
    private static final double SLOW = 0.10;
    private static final double PAGE_KEPT_OPEN = 0.2;
    private static final double COMES_BACK = 0.3;

    List<Visit> visits(long seed) {
      Random random = new Random(seed);
      List<Visit> visits = new ArrayList<>();
      for (int i = 0; i < shoppers; i++) {
        double arrives = -Math.log(1 - random.nextDouble()) * within.toMillis();
        // One in ten fetches a card, or talks to somebody, for ten minutes.
        double pause = random.nextDouble() < SLOW ? Duration.ofMinutes(10).toMillis() : 0;
        visits.add(
            new Visit(
                "s" + i,
                (long) arrives,
                time(random, 1.5),
                time(random, 1.0),
                time(random, 1.0) + (long) pause,
                leaves(random),
                random.nextDouble() < PAGE_KEPT_OPEN,
                random.nextDouble() < COMES_BACK));
      }
      return visits;
    }

    private static Stage leaves(Random random) {
      Stage stage = Stage.BUYS;
      for (int i = GONE.length - 1; i >= 0; i--) {
        stage = random.nextDouble() < GONE[i] ? Stage.values()[i] : stage;
      }
      return stage;
    }

    /** Log-normal: most are quick, some take long. */
    private static long time(Random random, double medianMinutes) {
      return (long)
          (medianMinutes
              * Duration.ofMinutes(1).toMillis()
              * Math.exp(SIGMA * random.nextGaussian()));
    }
  }
}
