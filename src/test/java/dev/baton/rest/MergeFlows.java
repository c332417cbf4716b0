package dev.baton.rest;

import static dev.baton.rest.Shopper.ADA;
import static dev.baton.rest.Shopper.BERLIN;
import static dev.baton.rest.Shopper.MUG;
import static dev.baton.rest.Shopper.STANDARD;
import static dev.baton.rest.Shopper.code;
import static dev.baton.rest.Shopper.customer;
import static dev.baton.rest.Shopper.line;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two tabs, two devices, and two carts. */
abstract class MergeFlows {
  private static final String SCARCE = "honey-jar";

  /** Where the sandbox's books are. */
  abstract String books();

  private static Response merge(Shopper shopper, String with) {
    return shopper.patiently(() -> shopper.call("POST", "/merge", "{\"with\":\"" + with + "\"}"));
  }

  private static Response merge(Shopper shopper, String with, String base) {
    return shopper.call("POST", "/merge", "{\"with\":\"" + with + "\",\"base\":\"" + base + "\"}");
  }

  private static void refused(Response response, int status, String type, String pointer) {
    response
        .then()
        .statusCode(status)
        .body("type", containsString("/problems/" + type))
        .body("pointer", pointer == null ? nullValue() : is(pointer));
  }

  private static String claims(String token) {
    return new String(
        Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }

  private static String jti(String token) {
    return io.restassured.path.json.JsonPath.from(claims(token)).getString("jti");
  }

  @Test
  void whatTwoTabsDidComesTogether() {
    Shopper mine = Shopper.ready(line("mug-blue", 2), line("mug-red", 1));
    String base = mine.token();
    Shopper theirs = mine.fork();
    mine.ok(mine.act(line("mug-blue", 1), code("WELCOME10")));
    theirs.ok(theirs.act(line("book-running", 1)));
    theirs.ok(theirs.act("{\"action\":\"set-attribute\",\"name\":\"gift-note\",\"value\":\"x\"}"));
    String before = mine.token();
    Response merged = merge(mine, theirs.token(), base);
    mine.ok(merged);
    merged
        .then()
        .body("conflicts", hasSize(0))
        .body("changes", hasSize(0))
        .body("checkout.revision", is(4))
        .body("checkout.epoch", is(0))
        .body("checkout.lines.sku", equalTo(List.of("mug-blue", "mug-red", "book-running")))
        .body("checkout.lines.quantity", equalTo(List.of(3, 1, 1)))
        .body("checkout.promotions.code", hasItems("WELCOME10"))
        .body("checkout.attributes.gift-note", is("x"))
        .body("checkout.problems.findAll { it.blocks.contains('pay') }", hasSize(0));
    assertEquals(
        List.of(jti(before), jti(theirs.token())),
        io.restassured.path.json.JsonPath.from(claims(mine.token())).getList("par"));
    mine.ok(mine.patiently(() -> mine.pay("pm_card_visa"))).completed();
  }

  @Test
  void whatBothChangedIsListedMaskedAndTheBearersStands() {
    Shopper mine = Shopper.ready(MUG);
    String base = mine.token();
    Shopper theirs = mine.fork();
    String id = mine.get("lines[0].id");
    mine.ok(mine.act(quantity(id, 2)));
    theirs.ok(theirs.act(quantity(id, 3), customer("grace@example.org")));
    Response merged = merge(mine, theirs.token(), base);
    mine.ok(merged);
    merged
        .then()
        .body("checkout.lines[0].quantity", is(2))
        .body("checkout.customer.email", is("a***@example.com"))
        .body("conflicts.pointer", equalTo(List.of("/lines/0/quantity", "/customer")))
        .body("conflicts[0].sku", is("mug-blue"))
        .body("conflicts[0].base", is(1))
        .body("conflicts[0].mine", is(2))
        .body("conflicts[0].theirs", is(3))
        .body("conflicts.kept", everyItem(is("mine")))
        .body("conflicts[1].theirs.email", is("g***@example.org"));
    assertFalse(merged.asString().contains("grace@"), "personal");
    assertFalse(merged.asString().contains("ada@"), "personal");
  }

  private static String quantity(String line, int quantity) {
    return "{\"action\":\"set-quantity\",\"line\":\"%s\",\"quantity\":%d}"
        .formatted(line, quantity);
  }

  @Test
  void aForkThatWasOvertakenMergesWithTheNewestAndGoesOn() {
    Shopper ahead = Shopper.ready(MUG);
    Shopper fork = ahead.fork();
    String base = fork.token();
    fork.ok(fork.act(line("mug-red", 2)));
    ahead.ok(ahead.patiently(() -> ahead.reserve()));
    ahead.ok(ahead.patiently(() -> ahead.pay("pm_card_visa")));
    Response diverged = fork.patiently(() -> fork.pay("pm_card_visa"));
    refused(diverged, 409, "checkout-diverged", null);
    diverged
        .then()
        .body("fix", equalTo(List.of("merge")))
        .body("epoch", is(2))
        .body("held", is(1))
        .body("holds[0].sku", is("mug-blue"))
        .body("payment", is("authorized"))
        .body("paid", is((int) ahead.total()));
    assertFalse(diverged.asString().contains("xample.com"), "personal");
    Response merged = merge(fork, "current", base);
    fork.ok(merged);
    merged
        .then()
        .body("checkout.epoch", is(2))
        .body("checkout.lines.sku", equalTo(List.of("mug-blue", "mug-red")))
        .body("checkout.payment.status", is("changed"))
        .body("checkout.reservation.status", is("committing"))
        .body("conflicts", hasSize(0));
    fork.ok(fork.patiently(() -> fork.pay("pm_card_visa"))).completed();
    fork.last().then().body("checkout.lines", hasSize(2));
    given()
        .get(books() + "/sandbox/payments?checkout=" + fork.<String>get("id"))
        .then()
        .body("payments.findAll { it.status == 'captured' }", hasSize(1));
  }

  @Test
  void whereNothingIsNewerTheMergeIsTheFork() {
    Shopper shopper = Shopper.ready(MUG);
    Object lines = shopper.get("lines");
    shopper.ok(merge(shopper, "current"));
    assertEquals(lines, shopper.get("lines"));
    shopper.ok(merge(shopper, shopper.token()));
    assertEquals(lines, shopper.get("lines"));
    shopper.ok(shopper.patiently(() -> shopper.pay("pm_card_visa"))).completed();
  }

  @Test
  void anotherCheckoutsLinesComeInAndItEnds() {
    restock(3);
    Shopper other =
        Shopper.begins(line(SCARCE, 3), MUG, customer("bo@example.com"), BERLIN, STANDARD);
    other.ok(other.patiently(() -> other.reserve()));
    other.ok(other.patiently(() -> other.pay("pm_card_visa")));
    String otherToken = other.token();
    Shopper otherTab = other.fork();
    Shopper mine = Shopper.ready(MUG);
    Shopper again = mine.fork();
    Response merged = merge(mine, otherToken);
    mine.ok(merged);
    merged
        .then()
        .body("checkout.id", is(again.<String>get("id")))
        .body("checkout.revision", is(2))
        .body("checkout.epoch", is(0))
        .body("checkout.lines.sku", equalTo(List.of("mug-blue", SCARCE)))
        .body("checkout.lines.quantity", equalTo(List.of(2, 3)))
        .body("checkout.customer.email", is("a***@example.com"))
        .body("checkout.payment.status", is("none"))
        .body("conflicts", hasSize(0));
    other.ok(other.patiently(() -> other.refresh()));
    other
        .last()
        .then()
        .body("checkout.status", is("cancelled"))
        .body("checkout.payment.status", is("cancelled"))
        .body("mergedInto", is(mine.<String>get("id")));
    refused(other.act(MUG), 409, "step-not-open", "/actions/0");
    // The tab that knows nothing of it.
    Response late = otherTab.patiently(() -> otherTab.pay("pm_card_visa"));
    refused(late, 409, "step-not-open", null);
    late.then()
        .body("detail", containsString("merged into another one, " + mine.get("id")))
        .body("mergedInto", is(mine.<String>get("id")))
        .body("fix", equalTo(List.of("create")))
        .body("checkout.status", is("cancelled"));
    // Repeated it has the same outcome; from any other state the other one has ended.
    again.ok(merge(again, otherToken));
    assertEquals(mine.<Object>get("lines"), again.get("lines"));
    refused(merge(mine, otherToken), 409, "step-not-open", "/with");
    mine.ok(mine.patiently(() -> mine.reserve()));
    mine.ok(mine.patiently(() -> mine.pay("pm_card_visa"))).completed();
  }

  @Test
  void aCheckoutThatBecameAnOrderStaysWhatItIs() {
    Shopper other = Shopper.ready(MUG);
    other.ok(other.patiently(() -> other.pay("pm_card_visa")));
    String paid = other.token();
    other.completed();
    Shopper mine = Shopper.ready(line("mug-red", 1));
    Response refused = merge(mine, paid);
    refused(refused, 409, "step-not-open", "/with");
    refused
        .then()
        .body("status", is(409))
        .body("checkoutStatus", is("completed"))
        .body("token", nullValue());
    refused(merge(mine, other.token()), 409, "step-not-open", "/with");
    mine.ok(mine.read());
    mine.last().then().body("checkout.lines", hasSize(1));
  }

  @Test
  void whatHasEndedMergesNoMore() {
    Shopper done = Shopper.ready(MUG);
    Shopper fork = done.fork();
    done.ok(done.patiently(() -> done.pay("pm_card_visa"))).completed();
    refused(merge(done, "current"), 409, "step-not-open", null);
    Response late = merge(fork, "current");
    refused(late, 409, "step-not-open", null);
    late.then().body("checkout.status", is("completed"));

    Shopper cancelled = Shopper.ready(MUG);
    Shopper older = cancelled.fork();
    Shopper other = Shopper.ready(line("mug-red", 1));
    cancelled.ok(cancelled.patiently(() -> cancelled.cancel()));
    cancelled.ok(cancelled.refresh());
    cancelled.last().then().body("mergedInto", nullValue());
    refused(merge(cancelled, other.token()), 409, "step-not-open", null);
    refused(merge(older, other.token()), 409, "step-not-open", null);
    other.ok(other.patiently(() -> other.reserve()));
  }

  @Test
  void aForkDoesNotSwallowAnotherCheckout() {
    Shopper ahead = Shopper.ready(MUG);
    Shopper fork = ahead.fork();
    fork.ok(fork.act(line("mug-red", 1)));
    ahead.ok(ahead.patiently(() -> ahead.reserve()));
    Shopper other = Shopper.ready(line("mug-red", 1));
    refused(merge(fork, other.token()), 409, "checkout-diverged", null);
    other.ok(other.patiently(() -> other.reserve()));
  }

  @Test
  void onlyTokensOfTheStorefrontAreMerged() {
    Shopper mine = Shopper.begins(MUG, ADA);
    refused(
        merge(mine, Shopper.at("", "outlet", MUG).token()), 401, "token-wrong-storefront", "/with");
    refused(merge(mine, "nonsense"), 401, "token-malformed", "/with");
    Shopper fork = mine.fork();
    refused(merge(mine, fork.token(), "nonsense"), 401, "token-malformed", "/base");
    refused(merge(mine, fork.token(), Shopper.begins(MUG).token()), 422, "invalid-value", "/base");
    refused(merge(mine, Shopper.begins(MUG).token(), mine.token()), 422, "invalid-value", "/base");
    refused(mine.call("POST", "/merge", "{}"), 400, "missing-field", "/with");
    assertNotEquals(200, mine.call("POST", "/merge", "{\"with\":7}").statusCode());
  }

  private void restock(int units) {
    given()
        .contentType("application/json")
        .body("{\"onHand\":" + units + "}")
        .put(books() + "/sandbox/stock/" + SCARCE)
        .then()
        .statusCode(200);
  }
}
