package dev.baton.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shoppers who take every stateless step at a sandbox, while its JVM notes for an AOT cache what it
 * loads and which code is hot (JEP 514 and 515). The image's build compiles this file alone, so it
 * uses nothing but the JDK.
 */
public final class Training {
  private static final Pattern TOKEN = Pattern.compile("\"token\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern LINE =
      Pattern.compile("\"lines\"\\s*:\\s*\\[\\s*\\{\\s*\"id\"\\s*:\\s*\"([^\"]+)\"");
  private static final String NONE = "";
  private static final int AT_ONCE = 4;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI gateway;

  private Training(URI gateway) {
    this.gateway = gateway;
  }

  /** Arguments: the gateway's address, and how many shoppers come. */
  public static void main(String[] arguments) throws InterruptedException, ExecutionException {
    run(URI.create(arguments[0]), Integer.parseInt(arguments[1]));
  }

  static void run(URI gateway, int shoppers) throws InterruptedException, ExecutionException {
    var training = new Training(gateway);
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var visits = new ArrayList<Future<?>>();
      for (int i = 0; i < shoppers; i++) {
        visits.add(
            threads.submit(() -> {
              training.visit();
              return null;
            }));
      }
      for (Future<?> visit : visits) {
        visit.get();
      }
    }
  }

  private void visit() throws IOException, InterruptedException {
    String first =
        post(
            "/v1/checkouts",
            NONE,
            """
            {"storefront": "demo", "currency": "EUR", "country": "DE", "locale": "de-DE", "actions": [
              {"action": "add-line", "sku": "mug-blue", "quantity": 1},
              {"action": "add-line", "sku": "plate-set", "quantity": 1}]}
            """);
    String next =
        act(
            first,
            "\"set-quantity\", \"line\": \"%s\", \"quantity\": 3".formatted(found(LINE, first)));
    next = act(next, "\"add-line\", \"sku\": \"pin-one\", \"quantity\": 2");
    next = act(next, "\"set-customer\", \"email\": \"ada@example.com\", \"name\": \"Ada Example\"");
    next =
        act(
            next,
            """
            "set-shipping-address", "address": {"name": "Ada Example", "line1": "Hauptstr. 1",
              "postalCode": "10117", "city": "Berlin", "country": "DE"}\
            """);
    next = act(next, "\"choose-shipping-option\", \"option\": \"standard\"");
    send(request("/v1/checkout", found(TOKEN, next)).GET());
  }

  private String act(String answer, String action) throws IOException, InterruptedException {
    String token = found(TOKEN, answer);
    return post("/v1/checkout/actions", token, "{\"actions\": [{\"action\": " + action + "}]}");
  }

  private String post(String path, String token, String body)
      throws IOException, InterruptedException {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path, String token) {
    var request = HttpRequest.newBuilder(gateway.resolve(path));
    return token.equals(NONE) ? request : request.header("Authorization", "Bearer " + token);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException("the gateway refuses: " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private static String found(Pattern pattern, String answer) throws IOException {
    Matcher matcher = pattern.matcher(answer);
    if (!matcher.find()) {
      throw new IOException("the answer lacks " + pattern);
    }
    return matcher.group(1);
  }
}
