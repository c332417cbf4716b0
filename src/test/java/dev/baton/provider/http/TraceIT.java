package dev.baton.provider.http;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.baton.provider.Purchases;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Providers see which request of a shopper theirs belongs to, though no traces are exported. */
@QuarkusTest
class TraceIT {
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @TestHTTPResource("/sandbox/providers")
  URI served;

  private RecordingProxy proxy;

  @BeforeEach
  void listen() {
    proxy = new RecordingProxy(served);
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void theTraceOfTheRequestIsPassedOn() {
    ask("direct", TRACE);

    var headers = proxy.exchanges().getFirst().headers();
    assertEquals(List.of(TRACE), headers.get("Traceparent"));
    assertEquals(List.of("vendor=1"), headers.get("Tracestate"));
  }

  @Test
  void theTraceIsPassedOnFromAnotherThreadAsWell() {
    ask("aside", TRACE);

    assertEquals(List.of(TRACE), proxy.exchanges().getFirst().headers().get("Traceparent"));
  }

  @Test
  void noTraceIsMadeUp() {
    ask("direct", null);

    assertFalse(proxy.exchanges().getFirst().headers().containsKey("Traceparent"));
  }

  private void ask(String how, String trace) {
    var request = given();
    if (trace != null) {
      request.header("traceparent", trace).header("tracestate", "vendor=1");
    }
    request
        .queryParam("provider", proxy.uri().toString())
        .get("/trace-test/" + how)
        .then()
        .statusCode(200);
    assertEquals(1, proxy.exchanges().size());
  }

  /** Stands for any call of a shopper that asks a provider. */
  @Path("/trace-test")
  @RunOnVirtualThread
  public static class Caller {
    @Inject TlsConfigurationRegistry tls;
    @Inject @VirtualThreads ExecutorService threads;

    @GET
    @Path("direct")
    public String direct(@QueryParam("provider") URI provider) {
      var desk = new HttpQuotes(HttpAdapters.calls(HttpPortsIT.settings(provider), tls));
      return "quotes: " + desk.ask(Purchases.request("mug-blue", 1)).size();
    }

    @GET
    @Path("aside")
    public String aside(@QueryParam("provider") URI provider)
        throws ExecutionException, InterruptedException {
      return threads.submit(() -> direct(provider)).get();
    }
  }
}
