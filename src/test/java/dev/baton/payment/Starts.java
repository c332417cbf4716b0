package dev.baton.payment;

import java.util.List;

/** Where explorations start: who calls what, and what may go wrong meanwhile. */
final class Starts {
  private Starts() {}

  static World twoCompletes() {
    World world = new World();
    Client one = paid(world, "A", 0, Client.Ask.COMPLETE);
    Client two = new Client("B", 1, Client.Ask.COMPLETE);
    two.carries(one.epoch, one.attempt);
    two.jti = one.jti;
    world.clients.add(two);
    world.clients.add(new Client("R", 0, Client.Ask.RECOVER));
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
  }

  static World cancelAgainstComplete() {
    World world = new World();
    Client one = paid(world, "A", 1, Client.Ask.COMPLETE);
    Client two = new Client("B", 1, Client.Ask.CANCEL);
    two.carries(one.epoch, one.attempt);
    two.jti = one.jti;
    world.clients.add(two);
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 2;
    return world;
  }

  static World payAgain() {
    World world = new World();
    Client one = paid(world, "A", 1, Client.Ask.COMPLETE);
    Client two = new Client("B", 1, Client.Ask.PAY, Client.Ask.COMPLETE);
    two.carries(one.epoch, one.attempt);
    world.clients.add(two);
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
  }

  static World lostRedis() {
    World world = new World();
    Client one = paid(world, "A", 1, Client.Ask.COMPLETE);
    Client two = new Client("B", 1, Client.Ask.PAY, Client.Ask.COMPLETE);
    two.carries(one.epoch, one.attempt);
    world.clients.add(two);
    world.flushes = 1;
    world.lostWrites = 1;
    world.leaseEnds = 1;
    return world;
  }

  static World refusedCapture() {
    World world = new World();
    Client one = paid(world, "A", 2, Client.Ask.COMPLETE);
    world.neighbours.refusesCapture.add("aA0");
    Client two = new Client("B", 1, Client.Ask.COMPLETE);
    two.carries(one.epoch, one.attempt);
    world.clients.add(two);
    world.expiries = 1;
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
  }

  static World lastUnit() {
    World world = new World();
    Client one = new Client("A", 2, Client.Ask.PAY, Client.Ask.COMPLETE);
    world.clients.add(one);
    world.clients.add(new Client("R", 1, Client.Ask.RECOVER));
    world.sales = 1;
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
  }

  static World anotherAmount() {
    World world = new World();
    paid(world, "A", 2, Client.Ask.COMPLETE);
    world.neighbours.tampered.add("aA0");
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
  }

  static World eventAgainstComplete() {
    World world = new World();
    Client one = paid(world, "A", 0, Client.Ask.COMPLETE);
    one.retries = 0;
    world.clients.add(new Client("W", 0, Client.Ask.EVENT));
    world.clients.add(new Client("R", 0, Client.Ask.RECOVER));
    world.faults = 1;
    world.crashes = 1;
    world.leaseEnds = 1;
    return world;
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
    world.crashes = 1;
    world.faults = 1;
    world.leaseEnds = 1;
    return world;
  }

  /** The shopper comes back from the bank, perhaps too late. */
  static World backFromTheBank() {
    World world = new World();
    world.neighbours.challenged.add("aA0");
    Client one = paid(world, "A", 1, Client.Ask.COMPLETE);
    one.retries = 1;
    world.clients.add(new Client("R", 0, Client.Ask.RECOVER));
    world.waits = 1;
    world.crashes = 1;
    world.faults = 1;
    world.leaseEnds = 1;
    return world;
  }

  static World eventsAfterALostRedis() {
    World world = new World();
    Client one = paid(world, "A", 1, Client.Ask.COMPLETE);
    world.clients.clear(); // It never comes back.
    Client two = new Client("B", 0, Client.Ask.PAY);
    two.carries(one.epoch, one.attempt);
    world.clients.add(two);
    world.clients.add(new Client("W", 2, Client.Ask.EVENT));
    world.flushes = 1;
    world.lostWrites = 1;
    world.crashes = 1;
    return world;
  }

  static World everything() {
    World world = new World();
    world.clients.add(new Client("A", 3, Client.Ask.PAY, Client.Ask.COMPLETE));
    world.clients.add(new Client("B", 3, Client.Ask.PAY, Client.Ask.COMPLETE));
    world.clients.add(new Client("C", 2, Client.Ask.CANCEL));
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
