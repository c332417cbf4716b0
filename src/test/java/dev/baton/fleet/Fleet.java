package dev.baton.fleet;

import static org.awaitility.Awaitility.await;

import dev.baton.local.GatewayProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Gateways behind a load balancer that sends each call anywhere and drains whom it drops. */
final class Fleet implements AutoCloseable {
  private final List<Member> members = new CopyOnWriteArrayList<>();

  /** A call to one of them. */
  @FunctionalInterface
  interface Call {
    Shopper.Answer at(URI gateway) throws IOException;
  }

  /** One gateway, the calls it is at, and those it has answered. */
  static final class Member {
    private final GatewayProcess process;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();

    private Member(GatewayProcess process) {
      this.process = process;
    }

    int answered() {
      return answered.get();
    }
  }

  /** Puts a gateway that is ready into rotation. */
  Member add(GatewayProcess process) {
    Member member = new Member(process);
    members.add(member);
    return member;
  }

  /** Takes a gateway out of rotation, waits for the calls that it is at, and ends it. */
  void drop(Member member) {
    members.remove(member);
    // A call counts itself before it looks whether its gateway is still in rotation.
    await().atMost(Duration.ofSeconds(60)).until(() -> member.busy.get() == 0);
    member.process.close();
  }

  List<Member> members() {
    return List.copyOf(members);
  }

  /** Makes a call at any of them. */
  Shopper.Answer call(Call call) throws IOException {
    Member member = take();
    try {
      return call.at(member.process.uri());
    } finally {
      member.answered.incrementAndGet();
      member.busy.decrementAndGet();
    }
  }

  private Member take() {
    while (true) {
      var now = members();
      Member member = now.get(ThreadLocalRandom.current().nextInt(now.size()));
      member.busy.incrementAndGet();
      if (members.contains(member)) {
        return member;
      }
      member.busy.decrementAndGet();
    }
  }

  @Override
  public void close() {
    members().forEach(member -> member.process.close());
  }
}
