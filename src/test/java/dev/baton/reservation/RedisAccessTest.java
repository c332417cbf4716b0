package dev.baton.reservation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.observability.Finding;
import dev.baton.observability.Finding.Level;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.redis.client.RedisOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAccessTest {
  @Test
  void withoutAPasswordIsAProblemInProductionAndAWarningElsewhere() {
    var open = to("redis://127.0.0.1:6379");

    assertEquals(List.of(Level.PROBLEM), levels(open, true));
    assertEquals(List.of(Level.WARNING), levels(open, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://:secret@127.0.0.1",
        "redis://baton:secret@localhost:6379/1",
        "redis://127.0.0.1?password=secret",
        "rediss://:secret@redis.example"
      })
  void aPasswordInTheAddressIsOne(String address) {
    assertEquals(List.of(), levels(to(address), true));
  }

  @Test
  void aPasswordOverTheNetworkInTheClearIsAWarning() {
    assertEquals(
        List.of(Level.WARNING), levels(to("redis://redis:6379").setPassword("secret"), true));
  }

  @Test
  void aCertificateOfOursServesForAPassword() {
    var options = to("rediss://redis.example");
    assertEquals(List.of(Level.PROBLEM), levels(options, true));

    options.setNetClientOptions(
        new NetClientOptions()
            .setSsl(true)
            .setKeyCertOptions(new PemKeyCertOptions().addCertPath("c").addKeyPath("k")));
    assertEquals(List.of(), levels(options, true));
  }

  private static RedisOptions to(String address) {
    return new RedisOptions().setConnectionString(address);
  }

  private static List<Level> levels(RedisOptions options, boolean production) {
    return RedisAccess.of(options).findings(production).stream().map(Finding::level).toList();
  }
}
