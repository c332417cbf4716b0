package dev.baton.local;

import dev.baton.token.KeysCommand;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What a gateway needs to start in production, on this machine: all but its providers. */
public final class Production {
  /** Of every Redis of these tests. */
  public static final String PASSWORD = UUID.randomUUID().toString();

  private static final Path KEYS = Path.of("target", "keys-for-production").toAbsolutePath();

  private Production() {}

  /** A Redis that wants the password. */
  public static LocalRedis redis(String... options) {
    var all = new ArrayList<>(List.of("--requirepass", PASSWORD));
    all.addAll(List.of(options));
    return LocalRedis.launch(all.toArray(String[]::new));
  }

  /** The settings, but for the providers'. */
  public static Map<String, String> settings(LocalRedis redis) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put("quarkus.redis.hosts", redis.url());
    settings.put("quarkus.redis.password", PASSWORD);
    settings.put("baton.token.keys", keys().toString());
    settings.put("baton.token.issuer", "https://checkout.shop.example");
    settings.put("baton.storefronts.\"demo\".origins", "https://shop.example");
    settings.put("baton.storefronts.\"demo\".currencies", "EUR");
    settings.put("baton.storefronts.\"demo\".countries", "DE");
    settings.put("baton.webhook.secrets", "whsec_" + UUID.randomUUID());
    return settings;
  }

  /** A gateway with those settings. */
  public static GatewayProcess.Builder gateway(LocalRedis redis) {
    var builder = GatewayProcess.builder().profile("prod");
    settings(redis).forEach(builder::property);
    return builder;
  }

  /** Keys as an operator makes them, once for all tests. */
  public static synchronized Path keys() {
    if (!Files.exists(KEYS)) {
      var nothing = new PrintStream(OutputStream.nullOutputStream());
      var command = new KeysCommand(name -> null, Clock.systemUTC(), nothing, System.err);
      if (command.run(List.of("make", "--keys", KEYS.toString())) != KeysCommand.DONE) {
        throw new IllegalStateException("no keys could be made in " + KEYS);
      }
    }
    return KEYS;
  }
}
