package dev.baton.provider.http;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.ProviderException.Kind;
import dev.baton.provider.PortSettings;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.function.Executable;

/** A provider that answers as it is told, however wrong, and the adapters that call it. */
final class BrokenProvider implements AutoCloseable {
  final WireMockServer server =
      new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
  private final TlsConfigurationRegistry tls;

  BrokenProvider(TlsConfigurationRegistry tls) {
    this.tls = tls;
    server.start();
  }

  void answering(ResponseDefinitionBuilder response) {
    server.stubFor(any(anyUrl()).willReturn(response));
  }

  int requests() {
    return server.getAllServeEvents().size();
  }

  URI uri() {
    return URI.create(server.baseUrl());
  }

  HttpOrders orders(int retries) {
    return new HttpOrders(calls(retries));
  }

  HttpPayment payment(int retries) {
    return new HttpPayment(calls(retries));
  }

  HttpCalls calls(int retries) {
    return calls(uri(), retries, Duration.ofSeconds(10));
  }

  HttpCalls calls(URI uri, int retries, Duration timeout) {
    return HttpAdapters.calls(
        new PortSettings(Port.ORDERS, "http", uri, timeout, null, null, retries, 20), tls);
  }

  /** So many calls at a time, each at most {@code timeout}, and none again. */
  static HttpOrders atOnce(
      URI uri, int concurrency, Duration timeout, TlsConfigurationRegistry tls) {
    return new HttpOrders(
        HttpAdapters.calls(
            new PortSettings(Port.ORDERS, "http", uri, timeout, null, null, 0, concurrency), tls));
  }

  static void assertFault(Kind kind, Executable call) {
    assertEquals(kind, assertThrows(ProviderException.class, call).kind());
  }

  @Override
  public void close() {
    server.stop();
  }
}
