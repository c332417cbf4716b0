package dev.baton.faults;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which fail-points each call of each journey passes; found out by taking them all once. */
final class Terrain {
  private final SortedMap<String, List<Spot>> spots = new TreeMap<>();

  /**
   * A place at which a shopper's call can be stopped.
   *
   * @param call of the journey
   * @param skip how often the call passes the same point before
   */
  record Spot(String point, Journey journey, int call, int skip) {}

  /**
   * Takes every journey at gateways that ask at the checkpoint.
   *
   * @param lacking one that can't reach the order backend
   */
  static Terrain explored(Site site, URI gateway, URI lacking) throws IOException {
    var terrain = new Terrain();
    Map<String, Buyer> known = new ConcurrentHashMap<>();
    Map<String, Integer> passed = new ConcurrentHashMap<>();
    site.checkpoint()
        .watch((checkout, point) -> {
          var buyer = known.get(checkout);
          if (buyer != null) {
            int call = buyer.taken() - 1;
            int before = passed.merge(checkout + call + point, 1, Integer::sum) - 1;
            terrain.add(new Spot(point, buyer.journey(), call, before));
          }
        });
    for (var journey : Journey.values()) {
      var buyer = new Buyer(journey, "mug-blue", site.books());
      buyer.step(gateway);
      if (journey.lacksBackend()) {
        buyer.goTo(journey.calls().size() - 1, gateway);
      }
      known.put(buyer.checkout(), buyer);
      while (buyer.hasMore()) {
        buyer.step(journey.lacksBackend() ? lacking : gateway);
      }
      known.clear();
    }
    site.checkpoint().watch((checkout, point) -> {});
    return terrain;
  }

  private synchronized void add(Spot spot) {
    spots.computeIfAbsent(spot.point(), point -> new ArrayList<>()).add(spot);
  }

  /** Points that were passed, with where. */
  SortedMap<String, List<Spot>> spots() {
    return spots;
  }

  /** Each point so many times, at any of its places, in any order. */
  List<Spot> plan(int times, Random random) {
    var plan = new ArrayList<Spot>();
    spots
        .values()
        .forEach(all -> {
          for (int i = 0; i < times; i++) {
            plan.add(all.get(random.nextInt(all.size())));
          }
        });
    Collections.shuffle(plan, random);
    return plan;
  }
}
