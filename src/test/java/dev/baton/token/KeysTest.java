package dev.baton.token;

import static dev.baton.token.SomeKeys.in;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKeySet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a key in each state is good for, while the gateway runs. */
class KeysTest {
  private static final SignatureProvider PROVIDER = SignatureProvider.best();
  @TempDir Path folder;
  private final SomeKeys some = new SomeKeys();
  private final Map<String, Object> first = some.first;
  private final Map<String, Object> second = some.second;

  private void write(List<Map<String, Object>> signing) throws IOException {
    Files.writeString(folder.resolve("keys.json"), some.set(signing));
  }

  private static JoseTokenCodec codec(KeyRing ring) {
    return TokenCodecs.codec(ring, TokenSettings.of(TokenCodecs.ISSUER), () -> AnyCheckout.NOW);
  }

  private static void assertUnknownKey(TokenCodec codec, String token) {
    TokenRefusal refused = assertInstanceOf(TokenRefusal.class, codec.open(token));
    assertEquals(ProblemType.TOKEN_UNKNOWN_KEY, refused.type());
  }

  private static void assertOpens(TokenCodec codec, String token) {
    assertInstanceOf(OpenResult.Verified.class, codec.open(token));
  }

  @Test
  void aKeyGoesFromNextToRevokedWhileTheGatewayRuns() throws IOException {
    write(List.of(first, second));
    KeyReloader reloader = new KeyReloader(folder, PROVIDER);
    JoseTokenCodec codec = codec(reloader.ring());
    IssuedToken old = codec.seal(TypicalCheckout.of(1, "Mug"), null);
    String sealed = codec.sealForRecord(old);

    write(List.of(in(KeyState.RETIRING, first), in(KeyState.ACTIVE, second)));
    reloader.look();
    assertOpens(codec, old.compact());
    IssuedToken next = codec.seal(old.token().checkout(), old.token());
    assertTrue(new String(Base64Url.decode(Parts.first(next.compact()))).contains("\"Ed25519\""));
    assertOpens(codec, next.compact());
    assertOpens(codec(reloader.ring()), next.compact());

    write(List.of(in(KeyState.REVOKED, first), in(KeyState.ACTIVE, second)));
    reloader.look();
    assertUnknownKey(codec, old.compact());
    assertOpens(codec, next.compact());
    assertNotNull(
        codec.openFromRecord(old.token().checkout().contents().id(), sealed),
        "what was paid for still becomes an order");
  }

  @Test
  void aTokenOfTheNextKeyOpensBeforeItIsActiveHere() throws IOException {
    KeyRing elsewhere =
        new KeyRing(
            TokenCodecs.keys(
                some.set(List.of(in(KeyState.RETIRING, first), in(KeyState.ACTIVE, second)))));
    KeyRing here = new KeyRing(TokenCodecs.keys(some.set(List.of(first, second))));
    assertOpens(codec(here), codec(elsewhere).seal(TypicalCheckout.of(1, "Mug"), null).compact());
  }

  @Test
  void thePublishedSetHasPublicMembersOfKeysThatAreNotRevoked() throws Exception {
    Map<String, Object> revoked = NewKeys.signing(SignatureAlgorithm.ES256, KeyState.REVOKED);
    KeyRing ring = new KeyRing(TokenCodecs.keys(some.set(List.of(first, second, revoked))));
    String jwks = new PublicKeys(ring).jwks();
    assertEquals(2, new JsonWebKeySet(jwks).getJsonWebKeys().size());
    for (Map<String, Object> key : List.of(first, second, revoked)) {
      assertFalse(jwks.contains((String) key.get("d")));
    }
    for (Map<String, Object> key : some.masters) {
      assertFalse(jwks.contains((String) key.get("k")));
    }
    assertFalse(jwks.contains((String) revoked.get("kid")));
  }

  @Test
  void nothingOfAKeyIsPrinted() throws IOException {
    Keys keys = TokenCodecs.keys(some.set(List.of(first, second)));
    String printed = keys.signer().toString() + keys.active(MasterKey.Use.PII) + keys;
    assertFalse(printed.contains((String) first.get("d")));
    some.masters.forEach(key -> assertFalse(printed.contains((String) key.get("k"))));
    assertFalse(printed.contains("PrivateKey"));
  }

  @Test
  void aMasterKeyRotatesWithoutLosingWhatIsUnderTheOldOne() throws IOException {
    KeyRing ring = new KeyRing(TokenCodecs.keys(some.set(List.of(first))));
    JoseTokenCodec codec = codec(ring);
    IssuedToken old = codec.seal(TypicalCheckout.of(1, "Mug"), null);
    List<Map<String, Object>> rotated = new ArrayList<>(List.of(first));
    rotated.addAll(some.masters.subList(1, some.masters.size()));
    rotated.add(in(KeyState.RETIRING, some.masters.getFirst()));
    rotated.add(NewKeys.master(MasterKey.Use.PII, KeyState.ACTIVE));
    ring.replace(TokenCodecs.keys(rotated));
    VerifiedToken opened =
        assertInstanceOf(OpenResult.Verified.class, codec.open(old.compact())).token();
    IssuedToken next = codec.seal(opened.checkout(), opened);
    assertFalse(next.token().sealedPersonal().equals(old.token().sealedPersonal()));
    assertOpens(codec, next.compact());
  }

  /** Everything revoked that a payment in progress was made with, and other keys in their place. */
  @Test
  void whatTheRecordKeepsIsOpenedWhateverIsRevokedAndIsGoodForAClientAgain() throws IOException {
    KeyRing ring = new KeyRing(TokenCodecs.keys(some.set(List.of(first))));
    JoseTokenCodec codec = codec(ring);
    IssuedToken old = codec.seal(TypicalCheckout.of(1, "Mug"), null);
    String id = old.token().checkout().contents().id();
    String sealed = codec.sealForRecord(old);
    assertEquals(old.compact(), codec.openFromRecord(id, sealed).compact());

    List<Map<String, Object>> keys = new ArrayList<>();
    keys.add(publicHalf(in(KeyState.REVOKED, first)));
    keys.add(in(KeyState.ACTIVE, second));
    for (Map<String, Object> master : some.masters) {
      keys.add(in(KeyState.REVOKED, master));
    }
    for (MasterKey.Use use : MasterKey.Use.values()) {
      keys.add(NewKeys.master(use, KeyState.ACTIVE));
    }
    ring.replace(TokenCodecs.keys(keys));
    assertUnknownKey(codec, old.compact());
    IssuedToken opened = codec.openFromRecord(id, sealed);
    assertEquals(old.token().jti(), opened.token().jti());
    assertEquals(old.token().checkout(), opened.token().checkout());
    for (JoseTokenCodec any : List.of(codec, codec(ring))) {
      VerifiedToken again =
          assertInstanceOf(OpenResult.Verified.class, any.open(opened.compact())).token();
      assertEquals(old.token().jti(), again.jti());
      assertEquals(old.token().issuedAt(), again.issuedAt());
      assertEquals(old.token().expiresAt(), again.expiresAt());
      assertEquals(old.token().checkout(), again.checkout());
    }
    assertNull(codec.openFromRecord("another", sealed));
  }

  @Test
  void aTokenWhosePersonalPartIsUnderARevokedKeyIsRefused() throws IOException {
    KeyRing ring = new KeyRing(TokenCodecs.keys(some.set(List.of(first))));
    JoseTokenCodec codec = codec(ring);
    IssuedToken token = codec.seal(TypicalCheckout.of(1, "Mug"), null);
    assertOpens(codec, token.compact());
    List<Map<String, Object>> keys = new ArrayList<>(List.of(first));
    keys.addAll(some.masters.subList(1, some.masters.size()));
    keys.add(in(KeyState.REVOKED, some.masters.getFirst()));
    keys.add(NewKeys.master(MasterKey.Use.PII, KeyState.ACTIVE));
    ring.replace(TokenCodecs.keys(keys));
    assertUnknownKey(codec, token.compact());
  }

  private static Map<String, Object> publicHalf(Map<String, Object> key) {
    Map<String, Object> half = new LinkedHashMap<>(key);
    half.remove("d");
    return half;
  }
}
