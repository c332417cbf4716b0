package dev.baton.local;

/**
 * What {@code ./baton run} and {@code ./baton sandbox} start: a Redis, a gateway in the sandbox
 * profile that uses it, and a few lines about where to look.
 */
public final class Run {
  private static final String GATEWAY =
      """

      Baton is ready. Ctrl-C ends it, and forgets every hold and order.

        first page     http://127.0.0.1:%1$d/   (and what a resume link leads to)
        products       http://127.0.0.1:%1$d/sandbox/products   (orders: /sandbox/orders)
        API            http://127.0.0.1:%1$d/swagger   (description: /openapi)
        health         http://127.0.0.1:%2$d/q/health
        metrics        http://127.0.0.1:%2$d/q/metrics

      Start a checkout:

        curl -s http://127.0.0.1:%1$d/v1/checkouts -H 'Content-Type: application/json' -d '
          {"storefront":"demo","currency":"EUR","country":"DE","locale":"de-DE",
           "actions":[{"action":"add-line","sku":"mug-blue","quantity":2}]}'
      """;

  private static final String SANDBOX =
      """

      The sandbox is ready: pretend prices, stock, shipping, tax, payments and orders. Ctrl-C ends it.

        products       http://127.0.0.1:%1$d/sandbox/products
        orders         http://127.0.0.1:%1$d/sandbox/orders
        payments       http://127.0.0.1:%1$d/sandbox/payments
        health         http://127.0.0.1:%2$d/q/health
      """;

  private Run() {}

  /** Starts the gateway, or with the argument {@code sandbox} the served sandbox, and waits. */
  public static void main(String[] arguments) throws InterruptedException {
    var sandbox = arguments.length > 0 && arguments[0].equals("sandbox");
    int port = port("PORT", sandbox ? 8090 : 8080);
    int managementPort = port("MANAGEMENT_PORT", sandbox ? 9090 : 9000);
    var redis = LocalRedis.launch();
    var builder = GatewayProcess.builder().redis(redis).ports(port, managementPort).inheritOutput();
    builder.property("baton.sandbox.serve", "true");
    var gateway = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(gateway, redis)));
    System.out.printf(sandbox ? SANDBOX : GATEWAY, port, managementPort);
    System.exit(gateway.awaitExit());
  }

  private static void end(GatewayProcess gateway, LocalRedis redis) {
    gateway.close();
    redis.close();
  }

  private static int port(String variable, int usual) {
    var chosen = System.getenv(variable);
    int port = usual;
    if (chosen != null && !chosen.isBlank()) {
      try {
        port = Integer.parseInt(chosen.strip());
      } catch (NumberFormatException e) {
        throw refuse("%s=%s is no port number.".formatted(variable, chosen));
      }
    }
    if (Ports.isTaken(port)) {
      throw refuse(
          "Port %1$d is taken. Choose another: %2$s=%3$d ./baton run"
              .formatted(port, variable, port + 1));
    }
    return port;
  }

  private static RuntimeException refuse(String reason) {
    System.err.println(reason);
    System.exit(2);
    return new IllegalStateException(reason);
  }
}
