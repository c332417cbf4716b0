package dev.baton.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The page of every problem type, for people and for programs. */
@Path("/problems")
@RunOnVirtualThread
public class ProblemResource {
  private static final String CACHED = "public, max-age=3600";

  private final BaseAddress base;

  public ProblemResource(@ConfigProperty(name = "baton.public-url") Optional<String> publicUrl) {
    this.base = BaseAddress.shared(publicUrl);
  }

  @GET
  @Produces(MediaType.TEXT_HTML + "; charset=utf-8; qs=1.0")
  public Response listForPeople() {
    StringBuilder rows = new StringBuilder();
    for (ProblemType type : ProblemType.values()) {
      rows.append("<tr><td>")
          .append(type.status())
          .append("<td><a href=\"/problems/")
          .append(type.slug())
          .append("\">")
          .append(type.slug())
          .append("</a><td>")
          .append(escaped(type.title()))
          .append('\n');
    }
    return page("Problems", "<h1>Problems</h1>\n<table>\n" + rows + "</table>");
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON + "; qs=0.9")
  public Response listForPrograms() {
    return json(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("problems");
      for (ProblemType type : ProblemType.values()) {
        describe(json, type, base);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  @GET
  @Path("/{type}")
  @Produces(MediaType.TEXT_HTML + "; charset=utf-8; qs=1.0")
  public Response pageForPeople(@PathParam("type") String slug) {
    ProblemType type = find(slug);
    ProblemText text = ProblemText.of(type);
    String example = new String(example(type, base), StandardCharsets.UTF_8);
    return page(
        type.title(),
        "<p><a href=\"/problems\">Problems</a></p>\n<h1>%s</h1>\n<p><code>%s</code>, status %d</p>\n"
                .formatted(escaped(type.title()), type.slug(), type.status())
            + "<h2>What it means</h2>\n<p>%s</p>\n<h2>What to do</h2>\n<p>%s</p>\n"
                .formatted(escaped(text.meaning()), escaped(text.remedy()))
            + "<h2>Example</h2>\n<pre>%s</pre>".formatted(escaped(example)));
  }

  @GET
  @Path("/{type}")
  @Produces(MediaType.APPLICATION_JSON + "; qs=0.9")
  public Response pageForPrograms(@PathParam("type") String slug) {
    ProblemType type = find(slug);
    return json(json -> describe(json, type, base));
  }

  private static ProblemType find(String slug) {
    return Arrays.stream(ProblemType.values())
        .filter(type -> type.slug().equals(slug))
        .findFirst()
        .orElseThrow(NotFoundException::new);
  }

  private static void describe(JsonGenerator json, ProblemType type, BaseAddress base)
      throws IOException {
    ProblemText text = ProblemText.of(type);
    json.writeStartObject();
    json.writeStringField("type", base.problem(type));
    json.writeStringField("title", type.title());
    json.writeNumberField("status", type.status());
    json.writeStringField("meaning", text.meaning());
    json.writeStringField("remedy", text.remedy());
    json.writeFieldName("example");
    json.writeRawValue(new String(example(type, base), StandardCharsets.UTF_8));
    json.writeEndObject();
  }

  private static byte[] example(ProblemType type, BaseAddress base) {
    boolean points = type.status() == 400 || type.status() == 422;
    return ProblemDocument.bytes(
        new Refusal(
            type, points ? "/actions/0/quantity" : null, ProblemText.of(type).meaning(), Map.of()),
        base,
        _ -> {});
  }

  private static Response json(JsonBytes.Writer writer) {
    return Response.ok(JsonBytes.of(writer), MediaType.APPLICATION_JSON_TYPE)
        .header("Cache-Control", CACHED)
        .header("Vary", "Accept")
        .build();
  }

  private static Response page(String title, String body) {
    String html =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%s</title>
        <style>
          body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
          td { padding: .1rem 1rem .1rem 0; vertical-align: top }
          pre { background: #f4f4f4; color: #111; padding: 1rem; white-space: pre-wrap; word-break: break-word }
        </style>
        %s
        </html>
        """
            .formatted(escaped(title), body);
    return Response.ok(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8")
        .header("Cache-Control", CACHED)
        .header("Vary", "Accept")
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
        .build();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
