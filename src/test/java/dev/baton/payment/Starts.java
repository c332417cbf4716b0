package dev.baton.payment;

import java.util.List;

/** Where explorations start: who calls what, and what may go wrong meanwhile. */
final class Starts {
  private Starts() {}

  static World twoCompletes() {
    World world = new World();
    Client one = paid(world, "A", 0, Client.Ask.COMPLETE);
    tab(world, one, 1, Client.Ask.COMPLETE).jti = one.jti;
    world.clients.add(new Client("R", 0, Client.Ask.RECOVER));
    return troubled(world);
  }

  static World cancelAgainstComplete() {
    World world = new World();
    Client one = paid(world, "A", 1, Client.Ask.COMPLETE);
    tab(world, one, 1, Client.Ask.CANCEL).jti = one.jti;
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 2;
    return world;
  }

  static World payAgain() {
    World world = new World();
    Client one = paid(world, "A", 1, Client.Ask.COMPLETE);
    tab(world, one, 1, Client.Ask.PAY, Client.Ask.COMPLETE);
    return troubled(world);
  }

  static World lostRedis() {
    World world = new World();
    Client one = paid(world, "A", 1, Client.Ask.COMPLETE);
    tab(world, one, 1, Client.Ask.PAY, Client.Ask.COMPLETE);
    world.flushes = 1;
    world.lostWrites = 1;
    world.leaseEnds = 1;
    return world;
  }

  static World refusedCapture() {
    World world = new World();
    Client one = paid(world, "A", 2, Client.Ask.COMPLETE);
    world.neighbours.refusesCapture.add("aA0");
    tab(world, one, 1, Client.Ask.COMPLETE);
    world.expiries = 1;
    return troubled(world);
  }

  static World lastUnit() {
    World world = new World();
    Client one = new Client("A", 2, Client.Ask.PAY, Client.Ask.COMPLETE);
    world.clients.add(one);
    world.clients.add(new Client("R", 1, Client.Ask.RECOVER));
    world.sales = 1;
    return troubled(world);
  }

  static World anotherAmount() {
    World world = new World();
    paid(world, "A", 2, Client.Ask.COMPLETE);
    world.neighbours.tampered.add("aA0");
    return troubled(world);
  }

  static World eventAgainstComplete() {
    World world = new World();
    Client one = paid(world, "A", 0, Client.Ask.COMPLETE);
    one.retries = 0;
    world.clients.add(new Client("W", 0, Client.Ask.EVENT));
    world.clients.add(new Client("R", 0, Client.Ask.RECOVER));
    return troubled(world);
  }

  static World eventAgainstCancel() {
    World world = new World();
    paid(world, "A", 1, Client.Ask.CANCEL);
    world.clients.add(new Client("W", 1, Client.Ask.EVENT));
    world.faults = 1;
    world.crashes = 1;
    world.lostWrites = 1;
    world.leaseEnds = 1;
    return world;
  }

  /** The shopper is sent to the bank, and never comes back: two instances and an event. */
  static World authentication() {
    World world = new World();
    world.neighbours.challenged.add("aA0");
    paid(world, "A", 1);
    world.clients.clear();
    world.clients.add(new Client("W", 0, Client.Ask.EVENT));
    world.clients.add(new Client("R", 0, Client.Ask.RECOVER));
    world.clients.add(new Client("S", 0, Client.Ask.RECOVER));
    world.waits = 1;
    return troubled(world);
  }

  /** The shopper comes back from the bank, perhaps too late. */
  static World backFromTheBank() {
    World world = new World();
    world.neighbours.challenged.add("aA0");
    Client one = paid(world, "A", 1, Client.Ask.COMPLETE);
    one.retries = 1;
    world.clients.add(new Client("R", 0, Client.Ask.RECOVER));
    world.waits = 1;
    return troubled(world);
  }

  static World eventsAfterALostRedis() {
    World world = new World();
    Client one = paid(world, "A", 1, Client.Ask.COMPLETE);
    world.clients.clear(); // It never comes back.
    tab(world, one, 0, Client.Ask.PAY);
    world.clients.add(new Client("W", 2, Client.Ask.EVENT));
    world.flushes = 1;
    world.lostWrites = 1;
    world.crashes = 1;
    return world;
  }

  /** Anchors of a token from before the payment, once or twice, after all was lost. */
  static World olderTokenAfterALostRedis(Client.Ask... asks) {
    World world = new World();
    Client one = paid(world, "A", 1, Client.Ask.COMPLETE);
    tab(world, one, 0, asks).carries(0, null);
    world.clients.add(new Client("W", 0, Client.Ask.EVENT));
    return lost(world);
  }

  /** Such a token pays, too, while the one that was paid with completes: one of both counts. */
  static World paidTwiceAfterALostRedis() {
    World world =
        olderTokenAfterALostRedis(Client.Ask.RESERVE, Client.Ask.PAY, Client.Ask.COMPLETE);
    world.paidBy = null;
    return world;
  }

  /** Paid, and paid again: both tokens complete after all was lost. */
  static World replacedPaymentAfterALostRedis() {
    World world = new World();
    Client one = paid(world, "A", 1, Client.Ask.PAY);
    Client first = one.copy();
    Run.alone(world, one);
    world.clients.clear();
    one.asks = List.of(Client.Ask.COMPLETE);
    world.clients.add(one);
    tab(world, first, 0, Client.Ask.COMPLETE).jti = first.jti;
    world.clients.add(new Client("W", 0, Client.Ask.EVENT));
    return lost(world);
  }

  /** Redis loses what it has, once; whatever comes of it, what A has paid for is ordered. */
  private static World lost(World world) {
    world.paidBy = "A";
    world.flushes = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
  }

  static World everything() {
    World world = new World();
    world.clients.add(new Client("A", 3, Client.Ask.PAY, Client.Ask.COMPLETE));
    world.clients.add(new Client("B", 3, Client.Ask.PAY, Client.Ask.COMPLETE));
    world.clients.add(new Client("C", 2, Client.Ask.CANCEL));
    world.clients.add(new Client("D", 3, Client.Ask.RESERVE, Client.Ask.COMPLETE));
    world.clients.add(new Client("R", 4, Client.Ask.RECOVER));
    world.clients.add(new Client("S", 4, Client.Ask.RECOVER));
    world.clients.add(new Client("W", 6, Client.Ask.EVENT));
    world.waits = 1;
    world.neighbours.challenged.add("aB0");
    world.neighbours.refusesCapture.add("aA1");
    world.faults = 4;
    world.crashes = 2;
    world.flushes = 1;
    world.lostWrites = 2;
    world.expiries = 1;
    world.sales = 1;
    world.leaseEnds = 4;
    return world;
  }

  /** One of each of the most usual troubles. */
  private static World troubled(World world) {
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
  }

  /** Another tab with the first one's token. */
  private static Client tab(World world, Client first, int retries, Client.Ask... asks) {
    Client tab = new Client("B", retries, asks);
    tab.carries(first.epoch, first.attempt);
    world.clients.add(tab);
    return tab;
  }

  /** A client that has paid already, undisturbed. */
  private static Client paid(World world, String name, int retries, Client.Ask... then) {
    Client client = new Client(name, retries, Client.Ask.PAY);
    Run.alone(world, client);
    world.clients.clear();
    client.asks = List.of(then);
    world.clients.add(client);
    return client;
  }
}
