package dev.baton.provider.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Port;
import dev.baton.provider.PortSettings;
import dev.baton.provider.Ports;
import dev.baton.provider.PortsContract;
import dev.baton.provider.Purchases;
import dev.baton.provider.ReportsEnvironment;
import dev.baton.provider.ReportsEnvironment.Environment;
import dev.baton.sandbox.Sandbox;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The same behaviour over http, against the sandbox that this application serves; every exchange is
 * held against the published contract.
 */
@QuarkusTest
class HttpPortsIT extends PortsContract {
  private static final PublishedContract CONTRACT = new PublishedContract();
  private static final Set<String> EXERCISED = new TreeSet<>();

  @Inject Sandbox sandbox;
  @Inject TlsConfigurationRegistry tls;

  @TestHTTPResource("/sandbox/providers")
  URI served;

  private RecordingProxy proxy;

  @Override
  protected Ports connect() {
    proxy = new RecordingProxy(served);
    var calls = HttpAdapters.calls(settings(proxy.uri()), tls);
    var desk = new HttpQuotes(calls);
    var quotes = new HttpPorts(desk);
    return new Ports(
        desk,
        quotes,
        quotes,
        quotes,
        quotes,
        new HttpPayment(calls),
        new HttpOrders(calls),
        new HttpScreening(calls));
  }

  @Override
  public Sandbox sandbox() {
    return sandbox;
  }

  static PortSettings settings(URI uri) {
    return new PortSettings(
        Port.PRICING, "http", uri, Duration.ofSeconds(10), "a-token", null, 0, 10);
  }

  @Test
  void whatIsAskedTogetherIsOneRequest() {
    ports().desk().ask(Purchases.request("mug-blue", 1));

    assertEquals(1, proxy.exchanges().size());
  }

  @Test
  void everyAdapterReportsTheEnvironmentOfItsProvider() {
    var ports = ports();

    for (var port : List.of(ports.pricing(), ports.payment(), ports.orders(), ports.screening())) {
      assertEquals(Environment.TEST, ((ReportsEnvironment) port).environment());
    }
  }

  @Test
  void everyCallCarriesTheToken() {
    ports().orders().lookUp("c-1");

    assertEquals(
        List.of("Bearer a-token"), proxy.exchanges().getFirst().headers().get("Authorization"));
  }

  @AfterEach
  void everyExchangeKeptTheContract() {
    proxy.close();
    for (var exchange : proxy.exchanges()) {
      var operation = CONTRACT.operation(exchange.method(), exchange.path()).orElseThrow();
      EXERCISED.add(operation.get("operationId").textValue());
      assertEquals(List.of(), CONTRACT.request(operation, exchange.request()));
      assertEquals(List.of(), CONTRACT.response(operation, exchange.status(), exchange.response()));
    }
  }

  @AfterAll
  static void everyOperationWasExercised() {
    var missing = new TreeSet<>(CONTRACT.operations());
    missing.removeAll(EXERCISED);
    assertTrue(missing.isEmpty(), "never asked: " + missing);
  }
}
