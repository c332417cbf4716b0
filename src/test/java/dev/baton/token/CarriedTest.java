package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Customer;
import dev.baton.checkout.Line;
import dev.baton.checkout.Personal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A token of the next format goes through this build and loses nothing of what that has added. */
class CarriedTest {
  /** How many places each array of {@code chk} has here. */
  private static final int STATE = 18;

  private static final int LINE = 11;
  private static final int SHIPPING = 11;
  private static final int ADDRESS = 9;
  private static final int CUSTOMER = 6;
  private static final int PROMOTION = 8;
  private static final int RECEIPT = 5;

  private final Forger forger = new Forger(() -> AnyCheckout.NOW);
  private final JoseTokenCodec codec =
      TokenCodecs.codec(
          forger.ring,
          new TokenSettings(
              TokenCodecs.ISSUER,
              256 * 1024,
              TokenSettings.of(TokenCodecs.ISSUER).life(),
              TokenSettings.of(TokenCodecs.ISSUER).clockSkew(),
              0,
              Formats.newest()),
          () -> AnyCheckout.NOW);
  private int added;

  @Provide
  Arbitrary<Checkout> checkouts() {
    return AnyCheckout.any();
  }

  @Property(tries = 200)
  void everyPlaceThatTheNextFormatAddsComesBackAsItWas(@ForAll("checkouts") Checkout checkout) {
    ObjectNode sent = later(codec.seal(checkout, null).compact());
    VerifiedToken opened = opened(forged(sent));
    assertEquals(named(checkout, opened), opened.checkout());

    IssuedToken next = codec.seal(opened.checkout(), opened);
    ObjectNode back = payload(next.compact());
    assertEquals(sent.get("chk"), back.get("chk"));
    assertEquals(sent.get("pii"), back.get("pii"));
    assertEquals(sent.get("later"), back.get("later"));
    assertEquals(Formats.newest(), back.get("fmt").intValue());
    // What this instance remembers of the token is what another reads out of it.
    assertEquals(next.token().later(), opened(next.compact()).later());
  }

  @Test
  void whatIsKnownMayChangeNextToIt() {
    Checkout.Open open = TypicalCheckout.of(3, "Mug #");
    ObjectNode sent = later(codec.seal(open, null).compact());
    VerifiedToken token = opened(forged(sent));
    Contents before = token.checkout().contents();
    List<Line> lines = new ArrayList<>(before.lines());
    lines.set(0, lines.get(0).withQuantity(9));
    Line removed = lines.remove(1);
    lines.add(Line.unpriced("another", Map.of(), 1));

    IssuedToken next = codec.seal(token.checkout().with(before.withLines(lines)), token);
    ArrayNode written = (ArrayNode) payload(next.compact()).get("chk").get(7);
    ArrayNode given = (ArrayNode) sent.get("chk").get(7);
    assertEquals(9, written.get(0).get(1).intValue());
    assertEquals(given.get(0).get(LINE), written.get(0).get(LINE));
    assertEquals(given.get(2).get(LINE), written.get(1).get(LINE));
    assertTrue(written.get(2).size() <= LINE, "a new line has nothing");
    assertEquals(next.token().later(), opened(next.compact()).later());
    // A line that was removed takes its places with it, for everyone alike.
    lines.add(removed);
    IssuedToken again =
        codec.seal(next.token().checkout().with(before.withLines(lines)), next.token());
    assertTrue(payload(again.compact()).get("chk").get(7).get(3).size() <= LINE);
  }

  @Test
  void linesThatComeOverFromAnotherTokenBringTheirs() {
    Contents three = TypicalCheckout.of(3, "Mug #").contents();
    Checkout.Open open = TypicalCheckout.of(3, "Mug #");
    Checkout.Open one = open.with(three.withLines(three.lines().subList(0, 1)));
    ObjectNode mine = later(codec.seal(one, null).compact());
    ObjectNode theirs = later(codec.seal(open, null).compact());
    VerifiedToken bearer = opened(forged(mine));

    IssuedToken merged =
        codec.sealMerged(
            bearer.checkout().with(bearer.checkout().contents().withLines(three.lines())),
            bearer,
            opened(forged(theirs)));
    JsonNode chk = payload(merged.compact()).get("chk");
    assertEquals(mine.get("chk").get(7).get(0).get(LINE), chk.get(7).get(0).get(LINE));
    assertEquals(theirs.get("chk").get(7).get(2).get(LINE), chk.get(7).get(2).get(LINE));
    assertEquals(mine.get("chk").get(STATE), chk.get(STATE));
  }

  @Test
  void ofThePersonalPartWhatIsReplacedGoesAndTheRestStays() {
    IssuedToken genuine = codec.seal(TypicalCheckout.of(1, "Mug #"), null);
    ObjectNode sent = later(genuine.compact());
    VerifiedToken token = opened(forged(sent));
    Personal before = token.checkout().contents().personal();
    Customer other = new Customer("eve@example.com", null, null, null, null, null);
    Personal edited = new Personal(other, before.shippingAddress(), null);

    IssuedToken next =
        codec.seal(token.checkout().with(token.checkout().contents().withPersonal(edited)), token);
    ArrayNode given = plain(sent);
    ArrayNode written = plain(payload(next.compact()));
    assertTrue(written.get(0).size() <= CUSTOMER, "another customer has nothing of the first");
    assertEquals(given.get(1), written.get(1));
    assertTrue(written.get(2).isNull());
    assertEquals(given.get(3), written.get(3));
    assertEquals(next.token().later(), opened(next.compact()).later());
    assertFalse(next.token().later().toString().contains("added"), "never printed");
  }

  @Test
  void aNewCheckoutBegunFromItHasNothingOfIt() {
    ObjectNode sent = later(codec.seal(TypicalCheckout.of(1, "Mug #"), null).compact());
    VerifiedToken token = opened(forged(sent));
    assertEquals(Later.NONE, codec.seal(token.checkout(), null).token().later());
  }

  /** The payload as the next format could have it: something more in every array that may grow. */
  private ObjectNode later(String compact) {
    ObjectNode claims = payload(compact);
    claims.put("fmt", Formats.newest() + 1);
    claims.putObject("later").put("added", ++added);
    ArrayNode chk = (ArrayNode) claims.get("chk");
    chk.path(7).forEach(line -> add(line, LINE));
    add(chk.path(8), SHIPPING);
    chk.path(10).forEach(promotion -> add(promotion, PROMOTION));
    chk.path(12).forEach(receipt -> add(receipt, RECEIPT));
    add(chk.path(13), 3);
    add(chk.path(14), 5);
    add(chk.path(15), 5);
    add(chk.path(8).path(10), ADDRESS);
    add(chk, STATE);
    if (claims.has("pii")) {
      ArrayNode personal = plain(claims);
      add(personal.path(0), CUSTOMER);
      add(personal.path(1), ADDRESS);
      add(personal.path(2), ADDRESS);
      add(personal, 3);
      claims.put(
          "pii",
          new Encryption(MasterKey.Use.PII, null)
              .seal(forger.ring.current(), bytes(personal), bound(claims)));
    }
    return claims;
  }

  private void add(JsonNode node, int places) {
    if (node instanceof ArrayNode array) {
      while (array.size() < places) {
        array.addNull();
      }
      array.addObject().put("added", ++added);
      array.addNull();
      array.add(++added);
    }
  }

  private ArrayNode plain(ObjectNode claims) {
    try {
      byte[] plain =
          new Encryption(MasterKey.Use.PII, null)
              .open(forger.ring.current(), claims.get("pii").textValue(), bound(claims));
      return (ArrayNode) StrictJson.MAPPER.readTree(plain);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String[] bound(ObjectNode claims) {
    return new String[] {
      claims.get("iss").textValue(), claims.get("aud").textValue(), claims.get("cid").textValue()
    };
  }

  private static byte[] bytes(JsonNode node) {
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Checkout named(Checkout checkout, VerifiedToken token) {
    return checkout.with(
        checkout.contents().withDigestKey(token.checkout().contents().digestKey()));
  }

  private String forged(ObjectNode claims) {
    return forger.signed(forger.part(0), Forger.encode(claims.toString()));
  }

  private VerifiedToken opened(String compact) {
    return assertInstanceOf(OpenResult.Verified.class, codec.open(compact)).token();
  }

  private static ObjectNode payload(String compact) {
    return StrictJson.object(Base64Url.decode(Parts.second(compact)));
  }
}
