package dev.baton.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.local.LocalRedis;
import dev.baton.local.PretendProvider;
import dev.baton.local.Production;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code ./baton doctor}, a process of its own, given an environment. */
class DoctorIT {
  private record Ended(int status, String output) {}

  @Test
  void whatIsInOrderIsToldAndEndsWith0() throws Exception {
    try (var redis = Production.redis();
        var live = new PretendProvider()) {
      var ended = doctor(environment(redis, live));

      assertEquals(0, ended.status(), ended::output);
      assertTrue(ended.output().contains("0 problems, 0 warnings"), ended::output);
      for (var line :
          List.of(
              "(?s).*ok +redis +redis: (Redis|Valkey) .*maxmemory-policy noeviction.*",
              "(?s).*ok +payment +live, answered within \\d+ ms.*",
              "(?s).*ok +keys +\\S+ \\(ES256\\) is active \\(for 0 days\\).*",
              "(?s).*ok +webhook .*",
              "(?s).*ok +settings .*",
              "(?s).*ok +storefronts +1 configured: demo.*")) {
        assertTrue(ended.output().matches(line), () -> line + "\n" + ended.output());
      }
      assertTellsNoSecret(ended, live);
    }
  }

  @Test
  void whatIsNotIsToldAndEndsWith1() throws Exception {
    try (var redis = Production.redis();
        var live = new PretendProvider()) {
      var environment = environment(redis, live);
      environment.put("QUARKUS_REDIS_PASSWORD", "another-" + Production.PASSWORD);
      environment.put("BATON_TAX_TOKEN", "another-" + live.token());
      environment.put("BATON_ORDERS_URL", "http://127.0.0.1:1");
      environment.remove("BATON_WEBHOOK_SECRETS");
      environment.put("BATON_CHECKOUT_UNITS_PER_LIEN", "20");
      environment.put("BATON_SCREENING_URL", "commerce.internal");
      environment.put("BATON_PUBLIC_URL", "nonsense");
      environment.put("BATON_CHECKOUT_LASTING", "9d");
      environment.put("BATON_TOKEN_WRITE_FORMAT", "9");
      environment.put("BATON_TRACING_RATIO", "7");
      environment.put("BATON_COMPLETION_ATTEMPTS", "0");
      environment.put("BATON_RESUME_ADDRESSES__DEMO_", "nonsense");
      environment.put("BATON_EVENTS__BOOKS__URL", "http://books.example");
      environment.put("BATON_ASSERTIONS_LOGIN_STOREFRONTS", "nope");
      environment.put("BATON_ASSERTIONS_LOGIN_ISSUER", "https://login.example");
      environment.put("BATON_ASSERTIONS_LOGIN_AUDIENCE", "baton");
      environment.put("BATON_ASSERTIONS_LOGIN_KEYS", "no-such-file");

      var ended = doctor(environment);

      assertEquals(1, ended.status(), ended::output);
      for (var line :
          List.of(
              "(?s).*problem +redis +Redis doesn't take our password.*",
              "(?s).*problem +tax +it refuses our credentials: check baton.tax.token.*",
              "(?s).*problem +orders +no connection can be made.*",
              "(?s).*ok +payment +live.*",
              "(?s).*warning +webhook .*",
              "(?s).*problem +settings +BATON_CHECKOUT_UNITS_PER_LIEN is .*BATON_CHECKOUT_UNITS_PER_LINE\\b.*",
              "(?s).*problem +screening +baton.screening.url begins with neither.*",
              "(?s).*problem +addresses +baton.public-url is no web address.*",
              "(?s).*problem +addresses +baton.resume.addresses.\"demo\" is no web address.*",
              "(?s).*problem +checkout +baton.completion.checkout-life is 7d.*",
              "(?s).*problem +token +baton.token.write-format is 9.*",
              "(?s).*problem +tracing +baton.tracing.ratio is 7.*",
              "(?s).*problem +completion +baton.completion.attempts is 0.*",
              "(?s).*problem +events +baton.events.\"books\".url has no TLS.*",
              "(?s).*problem +events +baton.events.\"books\".secret is missing.*",
              "(?s).*problem +assertions +baton.assertions.login.storefronts has nope.*",
              "(?s).*problem +assertions +baton.assertions.login.keys names no JWKS file.*",
              "(?s).*15 problems, 1 warnings.*")) {
        assertTrue(ended.output().matches(line), () -> line + "\n" + ended.output());
      }
      assertTellsNoSecret(ended, live);
    }
  }

  @Test
  void anAddressThatIsNoneIsNamedWithoutThePasswordInIt() throws Exception {
    var ended = doctor(Map.of("BATON_REDIS_URL", "redis://:s3 cret@127.0.0.1:6379"));

    assertEquals(1, ended.status(), ended::output);
    assertTrue(ended.output().contains("(or BATON_REDIS_URL) has an address"), ended::output);
    assertFalse(ended.output().contains("cret"), ended::output);
  }

  @Test
  void whatCannotBeReadIsToldWithWhatCanAndEndsWith1() throws Exception {
    var ended =
        doctor(
            Map.of(
                "BATON_REDIS_URL", "redis.internal:6379",
                "BATON_COMPLETION_LEASE", "abc",
                "BATON_STOREFRONTS__DEMO__HOLD_POLICY", "sometimes",
                "BATON_ASSERTIONS_LOGIN_ISSUER", "https://login.example"));

    assertEquals(1, ended.status(), ended::output);
    for (var line :
        List.of(
            "(?s).*problem +settings +quarkus.redis.hosts \\(or BATON_REDIS_URL\\) .*redis://.*",
            "(?s).*problem +settings +baton.completion.lease can't be read: .*a time such as.*",
            "(?s).*problem +settings +baton.storefronts.\"demo\".hold-policy can't .*at-payment.*",
            "(?s).*problem +settings +baton.assertions.login.keys is missing.*",
            "(?s).* problems, 0 warnings.*")) {
      assertTrue(ended.output().matches(line), () -> line + "\n" + ended.output());
    }
    assertFalse(ended.output().contains("SRCFG"), ended::output);
    assertFalse(ended.output().contains("abc"), ended::output);
  }

  private static void assertTellsNoSecret(Ended ended, PretendProvider live) throws Exception {
    assertFalse(ended.output().contains(Production.PASSWORD), ended::output);
    assertFalse(ended.output().contains(live.token()), ended::output);
    assertFalse(ended.output().contains("whsec_"), ended::output);
    var set = new ObjectMapper().readTree(Production.keys().resolve("keys.json").toFile());
    for (var key : set.path("keys")) {
      for (var secret : List.of("d", "k")) {
        assertFalse(
            key.has(secret) && ended.output().contains(key.path(secret).asText()), ended::output);
      }
    }
  }

  private static Map<String, String> environment(LocalRedis redis, PretendProvider live) {
    Map<String, String> environment = new HashMap<>();
    Production.settings(redis)
        .forEach((name, value) ->
            environment.put(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value));
    environment.put("BATON_PROVIDER_TYPE", "http");
    environment.put("BATON_PROVIDER_URL", live.url());
    environment.put("BATON_PROVIDER_TOKEN", live.token());
    return environment;
  }

  private static Ended doctor(Map<String, String> environment) throws Exception {
    var builder = new ProcessBuilder("./baton", "doctor").redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
