package dev.baton.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.bench.Rounds.Requests;
import dev.baton.local.GatewayProcess;
import dev.baton.local.LocalRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Where processor time goes: of a step, {@code set-quantity} on ten lines, or of a reservation of
 * three SKUs, under load, sampled by the JDK's flight recorder, and each sample put down to the
 * part of the gateway whose frame is found first from the top of its stack.
 */
public final class Profile {
  private static final Path RECORDING = Path.of("target", "bench", "step.jfr");

  /** As many as are begun within a minute, or fewer. */
  private static final int RESERVATIONS = 50_000;

  private static final Path SETTINGS = Path.of("target", "bench", "step.jfc");

  /** The first that a frame's class begins with is the part that the sample belongs to. */
  private static final Map<String, String> PARTS = parts();

  private Profile() {}

  private static Map<String, String> parts() {
    var parts = new LinkedHashMap<String, String>();
    parts.put("dev.baton.token.Signatures.sign", "token: sign");
    parts.put("dev.baton.token.Signatures.verify", "token: verify");
    parts.put("dev.baton.token.SignatureGate", "token: verify");
    parts.put("dev.baton.token.VerifiedTokens", "token: remember");
    parts.put("dev.baton.token.Payload.read", "token: read");
    parts.put("dev.baton.token.CheckoutReader", "token: read");
    parts.put("dev.baton.token.Payload.write", "token: write");
    parts.put("dev.baton.token.Encryption", "token: personal data");
    parts.put("dev.baton.token.PersonalFormat", "token: personal data");
    parts.put("dev.baton.token", "token: the rest");
    parts.put("dev.baton.reservation", "Redis");
    parts.put("dev.baton.completion", "completion");
    parts.put("dev.baton.payment", "completion");
    parts.put("dev.baton.sandbox", "sandbox providers");
    parts.put("dev.baton.provider", "asking providers");
    parts.put("dev.baton.checkout", "checkout: the step itself");
    parts.put("dev.baton.rest.CheckoutView", "answer");
    parts.put("dev.baton.rest.JsonBytes", "answer");
    parts.put("dev.baton.rest.JsonText", "request body");
    parts.put("dev.baton.rest.WebRules", "web rules");
    parts.put("dev.baton.observability", "metrics");
    parts.put("dev.baton.rest", "rest: the rest");
    return parts;
  }

  /** Arguments: seconds to record (20), {@code step} or {@code reserve}. */
  public static void main(String... args) throws IOException, InterruptedException {
    var seconds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
    var reserve = args.length > 1 && args[1].equals("reserve");
    var gateway =
        GatewayProcess.builder()
            .jar(HttpBench.JAR)
            .core(0)
            .java("-Xmx512m", "-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints")
            .property("baton.sandbox.serve", "true")
            .property("baton.token.cache", "0");
    Files.writeString(
        SETTINGS,
        """
        <configuration version="2.0">
          <event name="jdk.CPUTimeSample">
            <setting name="enabled">true</setting>
            <setting name="throttle">2ms</setting>
            <setting name="stackTrace">true</setting>
          </event>
        </configuration>
        """);
    try (var redis = LocalRedis.launch();
        var server = gateway.redis(redis).start();
        var load = new LoadGenerator(server.port(), 8)) {
      var requests = reserve ? reservations(load) : steps(load);
      load.run(Duration.ofSeconds(15), requests.fresh(), _ -> {});
      var recorded = requests.fresh();
      jcmd(server, "JFR.start", "name=step", "settings=" + SETTINGS.toAbsolutePath());
      var before = server.processorTime();
      var result = load.run(Duration.ofSeconds(seconds), recorded, _ -> {});
      System.out.printf(
          "%.0f microseconds of processor time a %s%n",
          server.processorTime().minus(before).toNanos() / 1e3 / result.count(),
          reserve ? "reservation" : "step");
      jcmd(server, "JFR.dump", "name=step", "filename=" + RECORDING.toAbsolutePath());
    }
    report();
  }

  private static Requests steps(LoadGenerator load) throws IOException {
    var create = Shop.post("/v1/checkouts", null, Shop.create(Shop.TEN_SKUS));
    return Requests.always(Shop.act(new ObjectMapper().readTree(load.once(create).getBytes())));
  }

  private static Requests reservations(LoadGenerator load) {
    var reservations = new Reservations(load);
    return () -> {
      reservations.mint(RESERVATIONS);
      return reservations::next;
    };
  }

  private static void jcmd(GatewayProcess server, String... command)
      throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var line = new ArrayList<>(List.of(jcmd, Long.toString(server.pid())));
    line.addAll(List.of(command));
    if (new ProcessBuilder(line).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor()
        != 0) {
      throw new IllegalStateException("jcmd failed");
    }
  }

  private static void report() throws IOException {
    var parts = new TreeMap<String, Integer>();
    var tops = new TreeMap<String, Integer>();
    var ours = new TreeMap<String, Integer>();
    var all = 0;
    try (var recording = new RecordingFile(RECORDING)) {
      while (recording.hasMoreEvents()) {
        var event = recording.readEvent();
        if (event.getEventType().getName().equals("jdk.CPUTimeSample")) {
          all++;
          parts.merge(part(event), 1, Integer::sum);
          ours.merge(ours(event), 1, Integer::sum);
          tops.merge(top(event), 1, Integer::sum);
        }
      }
    }
    System.out.printf("%d samples; recording: %s%n%n", all, RECORDING);
    print("part", parts, all, 40);
    print("called from", ours, all, 60);
    print("method", tops, all, 45);
  }

  private static void print(String title, Map<String, Integer> counts, int all, int most) {
    System.out.println("share  " + title);
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .forEach(entry ->
            System.out.printf("%4.1f %%  %s%n", 100.0 * entry.getValue() / all, entry.getKey()));
    System.out.println();
  }

  private static String part(RecordedEvent event) {
    var stack = event.getStackTrace();
    if (stack != null) {
      for (var frame : stack.getFrames()) {
        var part = part(name(frame));
        if (part != null) {
          return part;
        }
      }
      for (var frame : stack.getFrames()) {
        var name = name(frame);
        if (name.startsWith("io.quarkus.resteasy") || name.startsWith("org.jboss.resteasy")) {
          return "framework: REST";
        }
      }
    }
    return "framework: HTTP, threads, collector";
  }

  /** The first frame of our own code. */
  private static String ours(RecordedEvent event) {
    var stack = event.getStackTrace();
    return stack == null
        ? "?"
        : stack.getFrames().stream()
            .map(Profile::name)
            .filter(name -> name.startsWith("dev.baton"))
            .findFirst()
            .orElse("the framework");
  }

  private static @Nullable String part(String name) {
    for (var part : PARTS.entrySet()) {
      if (name.startsWith(part.getKey())) {
        return part.getValue();
      }
    }
    return null;
  }

  private static String top(RecordedEvent event) {
    var stack = event.getStackTrace();
    return stack == null || stack.getFrames().isEmpty() ? "?" : name(stack.getFrames().getFirst());
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }
}
