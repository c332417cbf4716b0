package dev.baton.provider;

import static dev.baton.provider.CountingShopper.BEGIN;
import static dev.baton.provider.CountingShopper.ada;
import static dev.baton.provider.CountingShopper.add;
import static dev.baton.provider.CountingShopper.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.baton.checkout.Action;
import dev.baton.checkout.Address;
import dev.baton.checkout.Port;
import dev.baton.sandbox.Effect;
import dev.baton.token.IssuedToken;
import dev.baton.token.TokenCodec;
import dev.baton.token.TokenCodecs;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the receipts in the token spare: the calls of each port are counted at the sandbox, and
 * between two steps there is nothing but the token.
 */
class ReceiptsTest {
  private static final String NOTHING = "";
  private static final String ALL = "inventory pricing shipping tax";
  private static final String PRICES = "pricing shipping tax";

  /** In minutes, as the sandbox gives them. */
  private static final Map<String, Integer> VALID =
      Map.of("inventory", 1, "pricing", 15, "shipping", 15, "tax", 60);

  private final CountingShopper shopper = new CountingShopper();

  private record Case(String name, Action action, String asked) {}

  private List<Case> cases(IssuedToken token) {
    String blue = shopper.line(token, 0);
    String promotion = token.token().checkout().contents().promotions().getFirst().id();
    List<Action.AddLine> same =
        List.of((Action.AddLine) add("mug-blue", 1), (Action.AddLine) add("mug-red", 1));
    return List.of(
        new Case("another product", add("book-running", 1), ALL),
        new Case("more of the same: its stock is known", add("mug-blue", 1), PRICES),
        new Case("another quantity", new Action.SetQuantity(blue, 3), PRICES),
        new Case("the same quantity", new Action.SetQuantity(blue, 1), NOTHING),
        new Case("a line less", new Action.RemoveLine(blue), ALL),
        new Case("the same lines", new Action.SetLines(same), NOTHING),
        new Case("a line of several", new Action.SetLines(same.subList(0, 1)), ALL),
        new Case("the same customer", ada("ada@example.com", null), NOTHING),
        new Case("another e-mail: who buys may decide", ada("a@example.org", null), PRICES),
        new Case("a verified group", ada("ada@example.com", "trade"), PRICES),
        new Case(
            "the same address",
            new Action.SetShippingAddress(address("Hauptstr. 1", "DE", "10117")),
            NOTHING),
        new Case(
            "another name on the door",
            new Action.SetShippingAddress(
                new Address(
                    "Bob", "Bob Ltd", "Hauptstr. 1", null, "10117", "Town", null, "DE", "030 1")),
            NOTHING),
        new Case(
            "another street",
            new Action.SetShippingAddress(address("Hauptstr. 2", "DE", "10117")),
            "shipping tax"),
        new Case(
            "another country",
            new Action.SetShippingAddress(address("5th Avenue 1", "US", "10001")),
            PRICES),
        new Case(
            "a billing address beside one to ship to",
            new Action.SetBillingAddress(address("Nebenstr. 1", "AT", "1010")),
            NOTHING),
        new Case("another way", new Action.ChooseShippingOption("express", null), "shipping tax"),
        new Case("the same way", new Action.ChooseShippingOption("standard", null), NOTHING),
        new Case("a code", new Action.ApplyPromotion("FREESHIP"), PRICES),
        new Case("a code less", new Action.RemovePromotion(promotion), PRICES),
        new Case("a note", new Action.SetAttribute("gift-note", "for you"), NOTHING));
  }

  @TestFactory
  Stream<DynamicTest> onlyWhatChangedIsAskedAndOnce() {
    return cases(shopper.begun()).stream()
        .map(each ->
            dynamicTest(
                each.name() + ": " + each.asked(),
                () -> {
                  IssuedToken before = shopper.begun();
                  IssuedToken after = shopper.act(shopper.codec, before, each.action());
                  shopper.assertAsked(each.asked());
                  // And what came of it stands: nothing is asked a second time.
                  shopper.act(shopper.codec, after, new Action.SetAttribute("gift-note", "again"));
                  shopper.assertAsked(NOTHING);
                }));
  }

  @Test
  void everyKindOfActionIsAmongThem() {
    Set<Class<?>> seen =
        cases(shopper.begun()).stream()
            .map(each -> each.action().getClass())
            .collect(Collectors.toSet());
    assertEquals(Set.of(Action.class.getPermittedSubclasses()), seen);
  }

  @Test
  void onlyWhatHasExpiredIsAskedAgain() {
    IssuedToken token = shopper.begun();
    shopper.now = BEGIN.plus(Duration.ofMinutes(1)).minusMillis(1);
    shopper.requoted(token);
    shopper.assertAsked(NOTHING);
    shopper.now = BEGIN.plus(Duration.ofMinutes(1));
    token = shopper.requoted(token);
    shopper.assertAsked("inventory");
    shopper.requoted(token);
    shopper.assertAsked(NOTHING);
    shopper.now = BEGIN.plus(Duration.ofMinutes(15)).minusMillis(1);
    token = shopper.requoted(token);
    shopper.assertAsked("inventory");
    shopper.now = BEGIN.plus(Duration.ofMinutes(15));
    token = shopper.requoted(token);
    shopper.assertAsked(PRICES); // tax goes by prices
  }

  private static Map<String, JsonNode> receipts(IssuedToken token) throws IOException {
    JsonNode claims =
        new ObjectMapper()
            .readTree(Base64.getUrlDecoder().decode(token.compact().split("\\.", -1)[1]));
    Map<String, JsonNode> receipts = new LinkedHashMap<>();
    claims.at("/chk/12").forEach(receipt -> receipts.put(receipt.get(0).asText(), receipt));
    return receipts;
  }

  @Test
  void aReceiptSaysWhoGaveItForWhatAndUntilWhen() throws IOException {
    Map<String, JsonNode> receipts = receipts(shopper.begun());
    assertEquals(new TreeSet<>(VALID.keySet()), new TreeSet<>(receipts.keySet()));
    receipts.forEach((port, receipt) -> {
      assertEquals("sandbox", receipt.get(1).asText());
      assertTrue(receipt.get(2).asText().matches("[A-Za-z0-9_-]{16}"), receipt::toString);
      assertEquals(
          BEGIN.plus(Duration.ofMinutes(VALID.get(port))).getEpochSecond(),
          receipt.get(3).asLong());
      assertTrue(receipt.path(4).asInt() == 0, receipt::toString);
    });
  }

  @Test
  void whatWasUsedPastItsTimeIsMarkedAndAskedAgainEachTime() throws IOException {
    IssuedToken token = shopper.begun();
    shopper.sandbox.gate().set(Port.PRICING, Effect.DOWN);
    shopper.now = BEGIN.plus(Duration.ofMinutes(16));
    token = shopper.requoted(token);
    assertEquals(1, receipts(token).get("pricing").get(4).asInt());
    assertEquals(0, receipts(token).get("tax").path(4).asInt());
    shopper.calls.clear();
    token = shopper.act(shopper.codec, token, new Action.SetAttribute("gift-note", "x"));
    assertTrue(shopper.calls.containsKey("pricing"));
    shopper.sandbox.gate().clear(Port.PRICING);
    token = shopper.act(shopper.codec, token, new Action.SetAttribute("gift-note", "y"));
    assertEquals(0, receipts(token).get("pricing").path(4).asInt());
  }

  /**
   * An address is easily guessed. Its digest is no help to whoever guesses: without the gateway's
   * key it can't be computed, and the same address has another one in every checkout.
   */
  @Test
  void theInputsDigestIsKeyedByGatewayAndCheckout() throws IOException {
    TokenCodec another = TokenCodecs.inMemory(() -> shopper.now);
    Set<String> seen = new HashSet<>();
    for (IssuedToken token :
        List.of(
            shopper.begun(shopper.codec, "one"),
            shopper.begun(shopper.codec, "two"),
            shopper.begun(another, "one"))) {
      for (JsonNode receipt : receipts(token).values()) {
        assertTrue(seen.add(receipt.get(2).asText()), "the same digest twice");
      }
    }
    assertEquals(12, seen.size());
    IssuedToken again = shopper.begun(shopper.codec, "one");
    assertTrue(
        receipts(again).values().stream()
            .allMatch(receipt -> seen.contains(receipt.get(2).asText())),
        "one key, one checkout, one input: one digest");
    IssuedToken moved =
        shopper.act(
            shopper.codec,
            again,
            new Action.SetShippingAddress(address("Hauptstr. 2", "DE", "10117")));
    assertNotEquals(receipts(again).get("shipping").get(2), receipts(moved).get("shipping").get(2));
  }
}
