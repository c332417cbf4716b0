package dev.baton.sandbox.served;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.baton.provider.Ports;
import dev.baton.provider.Purchases;
import dev.baton.sandbox.Sandbox;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BooksIT {
  @Inject Sandbox sandbox;

  @BeforeEach
  void fresh() {
    when().post("/sandbox/reset").then().statusCode(200);
  }

  @Test
  void theProductsAreListed() {
    when()
        .get("/sandbox/products")
        .then()
        .statusCode(200)
        .body("products", hasSize(24))
        .body("products.sku", hasItem("mug-blue"))
        .body("products.image", everyItem(notNullValue()))
        .body("products.find { it.sku == 'mug-blue' }.prices.EUR", equalTo(1200))
        .body("products.find { it.sku == 'mug-blue' }.onHand", equalTo(500));
  }

  @Test
  void stockCanBeSetAndIsWhatTheProviderQuotes() {
    given()
        .contentType(ContentType.JSON)
        .body("{\"onHand\":7}")
        .put("/sandbox/stock/mug-blue")
        .then()
        .statusCode(200)
        .body("onHand", equalTo(7));
    when()
        .get("/sandbox/stock/mug-blue")
        .then()
        .statusCode(200)
        .body("onHand", equalTo(7))
        .body("sold", equalTo(0));
    when().get("/sandbox/stock/no-such-thing").then().statusCode(404);
    given()
        .contentType(ContentType.JSON)
        .body("{\"onHand\":-1}")
        .put("/sandbox/stock/mug-blue")
        .then()
        .statusCode(400);
  }

  @Test
  void ordersAndPaymentsAreFoundByCheckout() {
    var ports = Ports.of(request -> Map.of(), sandbox);
    sandbox.orders().place(Purchases.order(ports, "c-1", "a-1", "mug-blue", 2, "ada@example.com"));
    sandbox.orders().place(Purchases.order(ports, "c-2", "a-2", "mug-blue", 1, "ada@example.com"));

    when()
        .get("/sandbox/orders?checkout=c-1")
        .then()
        .statusCode(200)
        .body("orders", hasSize(1))
        .body("orders[0].attempt", equalTo("a-1"))
        .body("orders[0].settled", equalTo("no"))
        .body("orders[0].units.mug-blue", equalTo(2));
    when().get("/sandbox/orders").then().body("orders", hasSize(2));
    when().get("/sandbox/payments?checkout=c-1").then().body("payments", hasSize(0));
    when().get("/sandbox/stock/mug-blue").then().body("sold", equalTo(3));
  }

  @Test
  void aPortCanBeMadeToMisbehaveAndMended() {
    var ask = "/sandbox/providers/checkouts/c-1";
    given()
        .contentType(ContentType.JSON)
        .body("{\"effect\":\"down\"}")
        .put("/sandbox/faults/orders")
        .then()
        .statusCode(200);
    when().get(ask).then().statusCode(503).header("Retry-After", notNullValue());
    when().delete("/sandbox/faults/orders").then().statusCode(200);
    when().get(ask).then().statusCode(200);
    given()
        .contentType(ContentType.JSON)
        .body("{\"effect\":\"odd\"}")
        .put("/sandbox/faults/orders")
        .then()
        .statusCode(400)
        .body(
            "detail",
            equalTo("/effect is none of slow, down, timeout, lost, broken, short, expired"));
    given()
        .contentType(ContentType.JSON)
        .body("{\"effect\":\"down\"}")
        .put("/sandbox/faults/webhook")
        .then()
        .statusCode(400)
        .body("detail", equalTo("/effect is none of duplicate, reorder, drop, delay"));
    given()
        .contentType(ContentType.JSON)
        .body("{\"effect\":\"down\"}")
        .put("/sandbox/faults/weather")
        .then()
        .statusCode(400)
        .body(
            "detail",
            equalTo(
                "the document is for none of"
                    + " pricing, inventory, shipping, tax, payment, orders, screening"));
  }

  @Test
  void whatBreaksTheContractIsToldWhere() {
    given()
        .contentType(ContentType.JSON)
        .body("{\"want\":[\"weather\"]}")
        .post("/sandbox/providers/quotes")
        .then()
        .statusCode(400)
        .body("pointer", equalTo("/want"));
    given()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", "another")
        .body(
            """
            {"attempt":"a-1","storefront":"demo","checkout":"c-1","amount":1,"currency":"EUR",
             "method":null,"returnUrl":null,"metadata":{}}
            """)
        .post("/sandbox/providers/payment-intents")
        .then()
        .statusCode(400)
        .body("pointer", equalTo("/attempt"));
  }
}
