package dev.baton.reservation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A client that says no before it has asked anybody. */
class RedisLineTest {
  private final RuntimeException no = new IllegalArgumentException("no address");
  private int asked;

  private RedisLine line(Supplier<Object> connect) {
    return new RedisLine(
        (Redis)
            Proxy.newProxyInstance(
                Redis.class.getClassLoader(),
                new Class<?>[] {Redis.class},
                (redis, call, arguments) -> {
                  asked++;
                  return connect.get();
                }));
  }

  private void isRefusedOnceEachTime(RedisLine line) {
    for (int times = 1; times <= 2; times++) {
      var fault =
          assertTimeoutPreemptively(
              Duration.ofSeconds(30),
              () ->
                  assertThrows(
                      RedisUnavailableException.class,
                      () -> line.send(Request.cmd(Command.PING), Long.MAX_VALUE)));
      assertSame(no, fault.getCause());
      assertEquals(times, asked);
    }
  }

  @Test
  void anAddressThatIsNoneIsNotTriedForEver() {
    isRefusedOnceEachTime(
        line(() -> {
          throw no;
        }));
  }

  @Test
  void aClientThatIsClosedIsNotAskedForEver() {
    isRefusedOnceEachTime(line(() -> Future.failedFuture(no)));
  }
}
