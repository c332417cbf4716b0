package dev.baton.completion.subscriber;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Posts events to subscribers, with the headers of Standard Webhooks and what answers mean by it:
 * {@code 2xx} has it, {@code 410} wants no more, all else (redirects, too) hasn't.
 */
public final class EventPost implements AutoCloseable {
  private static final int GONE = 410;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** A day in seconds has five digits. */
  private static final String SECONDS = "[0-9]{1,6}";

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("events-http-", 0).factory());
  private final HttpClient http;

  public EventPost() {
    this.http =
        HttpClient.newBuilder()
            .executor(threads)
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
  }

  /** What a subscriber has answered. */
  public sealed interface Answer {
    /** It has the event. */
    record Taken() implements Answer {}

    /** It wants no more events. */
    record Gone() implements Answer {}

    /**
     * It hasn't got the event, or isn't known to.
     *
     * @param why for the log
     * @param retryAfter when it asks to be tried again; null when it doesn't say
     */
    record Failed(String why, @Nullable Duration retryAfter) implements Answer {}
  }

  /**
   * Posts once, and waits for the answer as long as the subscriber has.
   *
   * @param now goes into the signature, to the second
   * @return whatever went wrong, too: nothing is thrown
   */
  public Answer post(Subscriber to, CloudEvent event, Instant now) {
    String signatures =
        to.secrets().stream()
            .map(secret -> secret.sign(event.id(), now, event.body()))
            .collect(Collectors.joining(" "));
    HttpRequest request =
        HttpRequest.newBuilder(to.url())
            .timeout(to.timeout())
            .header("Content-Type", CloudEvent.MEDIA_TYPE)
            .header("User-Agent", "baton")
            .header("webhook-id", event.id())
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .header("webhook-signature", signatures)
            .POST(BodyPublishers.ofByteArray(event.body()))
            .build();
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      // What it has to say beyond its status isn't read: it may never end.
      response.body().close();
      return answer(response);
    } catch (IOException e) {
      return new Answer.Failed(e.getClass().getSimpleName(), null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Failed("interrupted", null);
    }
  }

  private static Answer answer(HttpResponse<?> response) {
    int status = response.statusCode();
    if (status >= 200 && status < 300) {
      return new Answer.Taken();
    }
    if (status == GONE) {
      return new Answer.Gone();
    }
    Duration asked =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(text -> text.matches(SECONDS))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .orElse(null);
    return new Answer.Failed("status " + status, asked);
  }

  @Override
  public void close() {
    http.shutdownNow();
    threads.shutdownNow();
  }
}
