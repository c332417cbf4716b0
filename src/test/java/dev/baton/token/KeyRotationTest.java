package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** When a key may sign, retire and go, and why not yet. */
class KeyRotationTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final KeySchedule SCHEDULE = KeySchedule.DEFAULT;
  private static final List<String> USES = List.of("sig", "pii", "record", "digest");
  private Instant now = AnyCheckout.NOW;
  private final KeyRotation rotation = new KeyRotation(SCHEDULE, () -> now);
  private KeySet set = KeySet.fresh(SignatureAlgorithm.ES256, now);

  private void pass(Duration time) {
    now = now.plus(time);
  }

  /** Takes a change over, if there was one, and says whether a gateway could go by it. */
  private KeyChange take(KeyChange change) {
    if (change instanceof KeyChange.Changed changed) {
      set = changed.set();
      keys(set);
    }
    return change;
  }

  static Keys keys(KeySet set) {
    return KeyFiles.parse(
        new TreeMap<>(Map.of(Path.of("keys.json"), set.json())), SignatureProvider.jdk());
  }

  private KeyChange rotate(String use) {
    return rotation.rotate(set, use, null, false);
  }

  private static String refusal(KeyChange change) {
    return assertInstanceOf(KeyChange.Refused.class, change).why();
  }

  private static void assertDone(KeyChange change) {
    assertInstanceOf(KeyChange.Changed.class, change, change::toString);
  }

  private String only(KeyState state, String use) {
    List<KeyEntry> keys = set.in(state, use);
    assertEquals(1, keys.size());
    return keys.getFirst().kid();
  }

  private void rotateFully(String use) {
    assertDone(take(rotate(use)));
    pass(KeySchedule.NOTICE);
    assertDone(take(rotate(use)));
  }

  @Test
  void aKeySignsOnlyOnceEveryoneCanKnowIt() {
    assertTrue(KeySchedule.NOTICE.compareTo(PublicKeys.MAX_AGE) > 0);
    String old = only(KeyState.ACTIVE, "sig");
    assertDone(take(rotate("sig")));
    String next = only(KeyState.NEXT, "sig");
    assertEquals(old, keys(set).signer().kid());
    pass(KeySchedule.NOTICE.minus(SECOND));
    assertTrue(refusal(rotate("sig")).contains(now.plus(SECOND).toString()));
    pass(SECOND);
    assertDone(take(rotate("sig")));
    assertEquals(next, keys(set).signer().kid());
    assertEquals(old, only(KeyState.RETIRING, "sig"));
  }

  @Test
  void forceActivatesAtOnce() {
    assertDone(take(rotate("sig")));
    String next = only(KeyState.NEXT, "sig");
    assertDone(take(rotation.rotate(set, "sig", null, true)));
    assertEquals(next, keys(set).signer().kid());
  }

  @Test
  void theAlgorithmIsKeptUnlessAnotherIsWanted() {
    assertDone(take(rotation.rotate(set, "sig", SignatureAlgorithm.ED25519, false)));
    assertTrue(
        refusal(rotation.rotate(set, "sig", SignatureAlgorithm.ES256, true)).contains("Ed25519"));
    pass(KeySchedule.NOTICE);
    assertDone(take(rotation.rotate(set, "sig", SignatureAlgorithm.ED25519, false)));
    assertDone(take(rotate("sig")));
    assertEquals(
        SignatureAlgorithm.ED25519,
        set.in(KeyState.NEXT, "sig").getFirst().algorithm().orElseThrow());
  }

  @Test
  void aKeyRetiresOnlyWhenNothingItSignedIsOfUse() {
    String old = only(KeyState.ACTIVE, "sig");
    rotateFully("sig");
    Instant tokensEnd = SCHEDULE.tokensEnd(now);
    assertEquals(
        now.plus(KeySchedule.NOTICE).plus(Duration.ofHours(24)).plusSeconds(60), tokensEnd);
    now = tokensEnd.minus(SECOND);
    assertTrue(refusal(rotation.retire(set, old, false)).contains("live until " + tokensEnd));
    now = tokensEnd.plus(Duration.ofDays(30)).minus(SECOND);
    assertTrue(refusal(rotation.retire(set, old, false)).contains("lines of expired tokens"));
    pass(SECOND);
    assertDone(take(rotation.retire(set, old, false)));
    assertTrue(set.find(old).isEmpty());
  }

  @Test
  void withoutLinesFromExpiredTokensItRetiresWithTheLastRecord() {
    KeySchedule schedule = KeySchedule.of(name -> name.equals("baton.resume.lapsed") ? "0s" : null);
    KeyEntry key = KeyEntry.signing(SignatureAlgorithm.ES256, KeyState.RETIRING, now);
    assertEquals(
        now.plus(KeySchedule.NOTICE).plus(Duration.ofDays(7)).plus(Duration.ofHours(1)),
        schedule.neededUntil(key, now));
  }

  @Test
  void masterKeysRotateTheSameWayWithoutTheTimeThatCachesTake() {
    for (String use : List.of("pii", "record", "digest")) {
      String old = only(KeyState.ACTIVE, use);
      assertDone(take(rotate(use)));
      pass(KeySchedule.SPREAD.minus(SECOND));
      refusal(rotate(use));
      pass(SECOND);
      assertDone(take(rotate(use)));
      assertEquals(old, only(KeyState.RETIRING, use));
      refusal(rotation.retire(set, old, false));
      pass(KeySchedule.NOTICE.plus(SCHEDULE.records()));
      assertDone(take(rotation.retire(set, old, false)));
    }
  }

  @Test
  void theActiveKeyCantBeTakenOutEvenByForce() {
    for (String use : USES) {
      refusal(rotation.retire(set, only(KeyState.ACTIVE, use), true));
    }
  }

  @Test
  void whatHasNoTimeIsLeftToForce() {
    assertDone(take(rotate("sig")));
    set.in(KeyState.NEXT, "sig").getFirst().json().remove(KeyEntry.SINCE);
    pass(Duration.ofDays(1));
    assertTrue(refusal(rotate("sig")).contains("--force"));
    assertDone(take(rotation.rotate(set, "sig", null, true)));
    KeyEntry retiring = set.in(KeyState.RETIRING, "sig").getFirst();
    retiring.json().remove(KeyEntry.SINCE);
    pass(Duration.ofDays(365));
    assertTrue(refusal(rotation.retire(set, retiring.kid(), false)).contains("--force"));
    assertDone(take(rotation.retire(set, retiring.kid(), true)));
  }

  @Test
  void revokingTheActiveKeyPutsAnotherInItsPlaceInTheSameStep() {
    for (String use : USES) {
      String first = only(KeyState.ACTIVE, use);
      assertDone(take(rotation.revoke(set, first)));
      String second = only(KeyState.ACTIVE, use);
      assertEquals(first, only(KeyState.REVOKED, use));
      assertDone(take(rotate(use)));
      String next = only(KeyState.NEXT, use);
      assertDone(take(rotation.revoke(set, second)));
      assertEquals(next, only(KeyState.ACTIVE, use));
      refusal(rotation.revoke(set, second));
      refusal(rotation.retire(set, second, false));
      pass(KeySchedule.NOTICE.plus(SCHEDULE.records()));
      assertDone(take(rotation.retire(set, first, false)));
      assertDone(take(rotation.retire(set, second, false)));
    }
  }

  @Test
  void whatNeverSignsAgainKeepsItsPublicHalfOnly() {
    String old = only(KeyState.ACTIVE, "sig");
    rotateFully("sig");
    String active = only(KeyState.ACTIVE, "sig");
    assertFalse(set.find(old).orElseThrow().json().has("d"));
    assertTrue(set.find(active).orElseThrow().json().has("d"));
    assertDone(take(rotation.revoke(set, active)));
    assertFalse(set.find(active).orElseThrow().json().has("d"));
    assertNotNull(keys(set).everKnown(active));
  }

  @Test
  void membersThatAreUnknownHereAreKept() {
    set.find(only(KeyState.ACTIVE, "sig")).orElseThrow().json().put("owner", "payments");
    rotateFully("sig");
    assertEquals(
        "payments", set.in(KeyState.RETIRING, "sig").getFirst().json().path("owner").asText());
    assertArrayEquals(set.json(), KeySet.read(set.json()).orElseThrow().json());
  }

  @Test
  void theScheduleGoesByTheSettingsOfTheGateway() throws Exception {
    assertEquals(SCHEDULE.life().toHours() + "h", standard(TokenConfig.class, "life"));
    assertEquals(SCHEDULE.skew().toSeconds() + "s", standard(TokenConfig.class, "clockSkew"));
    KeySchedule shorter =
        KeySchedule.of(
            Map.of(
                    "baton.token.life", "PT2H",
                    "baton.token.clock-skew", "5s",
                    "baton.resume.lapsed", "3d",
                    "baton.checkout.lasting", "1d",
                    "baton.completion.record-margin", "2h")
                ::get);
    assertEquals(
        new KeySchedule(
            Duration.ofHours(2), Duration.ofSeconds(5), Duration.ofDays(3), Duration.ofHours(26)),
        shorter);
    assertEquals(
        "BATON_COMPLETION_RECORD_MARGIN",
        KeySchedule.inEnvironment("baton.completion.record-margin"));
  }

  private static String standard(Class<?> config, String setting) throws Exception {
    return config.getMethod(setting).getAnnotation(WithDefault.class).value();
  }
}
