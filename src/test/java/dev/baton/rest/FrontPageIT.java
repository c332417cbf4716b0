package dev.baton.rest;

import static dev.baton.rest.Shopper.code;
import static dev.baton.rest.Shopper.line;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.LocalRedisResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The sandbox's first page, and what it shows of a resume link. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class FrontPageIT {
  private static final Pattern LINK = Pattern.compile("href=\"([^\"]+)\"");

  /** As much of a browser as the page's script asks for. */
  private static final String BROWSER =
      """
      const parts = {};
      globalThis.addEventListener = () => {};
      globalThis.location = new URL(process.argv[1]);
      globalThis.document = {getElementById: (id) => (parts[id] ??= {})};
      new Function(require('fs').readFileSync(0, 'utf8'))();
      console.log(JSON.stringify(parts));
      """;

  private static Response page() {
    return given().get("/").then().statusCode(200).contentType("text/html").extract().response();
  }

  private static String part(String page, String element) {
    return page.substring(
        page.indexOf("<" + element + ">") + element.length() + 2,
        page.indexOf("</" + element + ">"));
  }

  @Test
  void everythingThatItNamesIsThere() {
    List<String> links =
        LINK.matcher(page().asString()).results().map(link -> link.group(1)).toList();
    assertTrue(links.size() > 5, links::toString);
    links.forEach(link -> given().get(link).then().statusCode(200));
    given().head("/").then().statusCode(200).body(emptyString());
    given().post("/").then().statusCode(404);
  }

  @Test
  void nothingButItsOwnScriptAndStyleRunInIt() throws Exception {
    Response page = page();
    String policy = page.header("Content-Security-Policy");
    assertTrue(policy.startsWith("default-src 'none'; "), policy);
    assertFalse(policy.contains("unsafe"), policy);
    for (String element : List.of("script", "style")) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(part(page.asString(), element).getBytes(StandardCharsets.UTF_8));
      String hash = Base64.getEncoder().encodeToString(digest);
      assertTrue(policy.contains(element + "-src 'sha256-" + hash + "';"), policy);
    }
    assertEquals("no-store", page.header("Cache-Control"));
    assertEquals("no-referrer", page.header("Referrer-Policy"));
  }

  @Test
  void aResumeLinkLeadsToTheCallThatOpensIt() throws Exception {
    Shopper shopper = Shopper.begins(line("mug-blue", 2), code("WELCOME10"));
    String link = shopper.call("POST", "/resume-link", "{}").path("link");
    assertTrue(link.startsWith(base() + "/#"), link);
    JsonPath shown = shown(link);
    assertFalse(shown.getBoolean("resume.hidden"));
    JsonPath resumed = JsonPath.from(run("", "sh", "-c", shown.getString("from.textContent")));
    assertEquals(List.of("mug-blue"), resumed.getList("checkout.lines.sku"));
    assertEquals(List.of("WELCOME10"), resumed.getList("checkout.promotions.code"));
    JsonPath created = JsonPath.from(run("", "sh", "-c", shown.getString("create.textContent")));
    assertEquals(List.of(2), created.getList("checkout.lines.quantity"));
  }

  @Test
  void whatIsNoTokenIsNotShown() throws Exception {
    for (String fragment : List.of("", "#", "#a", "#a.b'; rm x; '", "#<b>.c")) {
      JsonPath shown = shown(base() + "/" + fragment);
      assertTrue(shown.getBoolean("resume.hidden"), fragment);
      assertEquals("", shown.getString("from.textContent"));
    }
  }

  private static String base() {
    return "http://127.0.0.1:"
        + ConfigProvider.getConfig().getValue("quarkus.http.test-port", String.class);
  }

  private static JsonPath shown(String address) throws IOException, InterruptedException {
    return JsonPath.from(run(part(page().asString(), "script"), "node", "-e", BROWSER, address));
  }

  private static String run(String input, String... command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
