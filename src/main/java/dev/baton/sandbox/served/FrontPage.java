package dev.baton.sandbox.served;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The first page of a gateway that serves its sandbox: where to look, and what a resume link is
 * for, which leads here unless its storefront has a page of its own. Any other gateway has no first
 * page.
 *
 * <p>Not a resource as the other pages: {@code /} would then be a path of every gateway.
 */
@ApplicationScoped
public class FrontPage {
  private static final String STYLE =
      """
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
      pre { background: #f4f4f4; color: #111; padding: 1rem; white-space: pre-wrap; word-break: break-all }
      """;

  /** What stands behind the # is shown, and sent nowhere. */
  private static final String SCRIPT =
      """
      function call(wish) {
        return 'curl -sS ' + location.origin + "/v1/checkouts -H 'Content-Type: application/json' -d '"
          + JSON.stringify({storefront: 'demo', currency: 'EUR', country: 'DE', locale: 'de-DE', ...wish}) + "'";
      }
      function show() {
        const token = location.hash.slice(1);
        const resumes = /^[\\w-]+(\\.[\\w-]*)+$/.test(token);
        document.getElementById('resume').hidden = !resumes;
        document.getElementById('from').textContent = resumes ? call({from: token}) : '';
        document.getElementById('create').textContent =
          call({actions: [{action: 'add-line', sku: 'mug-blue', quantity: 2}]});
      }
      addEventListener('hashchange', show);
      show();
      """;

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Baton's sandbox</title>
      <style>%s</style>
      <h1>Baton's sandbox</h1>
      <section id="resume" hidden>
      <h2>A resume link</h2>
      <p>It brings its lines and codes, at today's prices, into a new checkout of whoever opens it. A storefront's
      own page (<code>baton.resume.addresses</code>) does that by this call, with what stands behind the #:</p>
      <pre id="from"></pre>
      </section>
      <h2>Where to look</h2>
      <ul>
      <li><a href="/swagger">the API, to be tried</a>, and <a href="/openapi">its description</a>
      <li><a href="/problems">every problem, and what to do</a>
      <li>the books: <a href="/sandbox/products">products</a>, <a href="/sandbox/orders">orders</a>,
      <a href="/sandbox/payments">payments</a>
      <li><a href="/.well-known/jwks.json">the keys that tokens are verified with</a>
      </ul>
      <h2>Begin a checkout</h2>
      <pre id="create"></pre>
      <p>The README goes on from there, to the order.</p>
      <script>%s</script>
      </html>
      """;

  private final ServedSwitch served;

  FrontPage(ServedSwitch served) {
    this.served = served;
  }

  void register(@Observes Router router) {
    if (served.isOn()) {
      Buffer page = Buffer.buffer(PAGE.formatted(STYLE, SCRIPT));
      String policy =
          "default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
              .formatted(hash(STYLE), hash(SCRIPT));
      router
          .route("/")
          .method(HttpMethod.GET)
          .method(HttpMethod.HEAD)
          .handler(context -> show(context, page, policy));
    }
  }

  private static void show(RoutingContext context, Buffer page, String policy) {
    context
        .response()
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Content-Security-Policy", policy)
        .putHeader("Cache-Control", "no-store")
        .end(page);
  }

  /** As a content security policy names what may stand in a page. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
