package dev.baton.payment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One payment of one checkout, as its record knows it.
 *
 * @param id names it, at the provider and at the order backend, see {@link #id(String, String,
 *     String)}
 * @param intent the provider's id of the intent; null while the provider hasn't answered
 * @param amount minor units, 0 or more; nothing is asked of the provider for 0
 * @param fixed digest of what is bought with it
 * @param status as last heard of; null while the provider hasn't answered
 * @param declineCode generic; null unless FAILED
 * @param epoch of the checkout once this attempt was made
 * @param jti the token that pay was given
 * @param autoComplete whether the order is made even if the browser never comes back
 * @param barred whether the order backend will never place it
 * @param token the sealed token of what was fixed; null when only the order is known so far
 * @param madeAt when pay was called; null when that isn't known any more
 */
public record Attempt(
    String id,
    @Nullable String intent,
    long amount,
    String currency,
    String fixed,
    PaymentIntent.@Nullable Status status,
    @Nullable String declineCode,
    long epoch,
    String jti,
    boolean autoComplete,
    boolean barred,
    @Nullable String token,
    @Nullable Instant madeAt) {

  /**
   * The name of an attempt: a hash of the checkout, of the token that pay was given and of its
   * body, 22 characters. The same call again is the same attempt; anything else is another.
   */
  public static String id(String checkout, String jti, String body) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : new String[] {checkout, jti, body}) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        sha.update(bytes);
      }
      byte[] half = new byte[16];
      System.arraycopy(sha.digest(), 0, half, 0, half.length);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(half);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An attempt of which nothing is known but that the backend has an order of it. */
  static Attempt ofOrder(String id, long amount, long epoch) {
    return new Attempt(id, null, amount, "", "", null, null, epoch, "", true, false, null, null);
  }

  /** The attempt that an intent was made for, as its metadata tells; null when they don't. */
  static @Nullable Attempt of(PaymentIntent intent) {
    Map<String, String> metadata = intent.metadata();
    String fixed = metadata.get(IntentMetadata.FIXED);
    String jti = metadata.get(IntentMetadata.JTI);
    Long epoch = IntentMetadata.epoch(metadata);
    if (fixed == null || jti == null || epoch == null) {
      return null;
    }
    return new Attempt(
        intent.attempt(),
        intent.id(),
        intent.amount(),
        intent.currency().toUpperCase(Locale.ROOT),
        fixed,
        null,
        null,
        epoch,
        jti,
        !IntentMetadata.byHand(metadata),
        false,
        IntentMetadata.token(metadata),
        IntentMetadata.madeAt(metadata));
  }

  /** Whether the provider hasn't answered yet. */
  public boolean pending() {
    return status == null;
  }

  /** Whether money may be blocked, or taken, by it. */
  boolean lives() {
    return status != null
        && switch (status) {
          case REQUIRES_ACTION, PROCESSING, AUTHORIZED, CAPTURED -> true;
          case FAILED, CANCELLED, REFUNDED -> false;
        };
  }

  /** Whether money is blocked, or taken, as last heard. */
  boolean paid() {
    return status == PaymentIntent.Status.AUTHORIZED || status == PaymentIntent.Status.CAPTURED;
  }

  /** This as the provider's intent shows it; what only the intent knows is taken from it. */
  Attempt seen(PaymentIntent found) {
    boolean bare = fixed.isEmpty();
    // A record that was rebuilt from a token doesn't know all of it.
    boolean known = madeAt != null || IntentMetadata.madeAt(found.metadata()) == null;
    return new Attempt(
        id,
        found.id(),
        bare ? found.amount() : amount,
        bare ? found.currency() : currency,
        bare ? found.metadata().getOrDefault(IntentMetadata.FIXED, "") : fixed,
        found.status(),
        found.declineCode(),
        epoch,
        jti.isEmpty() ? found.metadata().getOrDefault(IntentMetadata.JTI, "") : jti,
        known ? autoComplete : !IntentMetadata.byHand(found.metadata()),
        barred,
        token == null ? IntentMetadata.token(found.metadata()) : token,
        known ? madeAt : IntentMetadata.madeAt(found.metadata()));
  }

  /** This without an intent, which the provider doesn't have. */
  Attempt missing() {
    return withStatus(PaymentIntent.Status.CANCELLED);
  }

  Attempt withStatus(PaymentIntent.@Nullable Status newStatus) {
    return new Attempt(
        id,
        intent,
        amount,
        currency,
        fixed,
        newStatus,
        newStatus == PaymentIntent.Status.FAILED ? declineCode : null,
        epoch,
        jti,
        autoComplete,
        barred,
        token,
        madeAt);
  }

  /** This, barred at the order backend. */
  Attempt revoked() {
    return new Attempt(
        id,
        intent,
        amount,
        currency,
        fixed,
        status,
        declineCode,
        epoch,
        jti,
        autoComplete,
        true,
        token,
        madeAt);
  }

  /** Whether an intent is for exactly what this attempt fixed. */
  boolean matches(PaymentIntent found) {
    return found.attempt().equals(id)
        && found.amount() == amount
        && found.currency().toUpperCase(Locale.ROOT).equals(currency.toUpperCase(Locale.ROOT))
        && fixed.equals(found.metadata().get(IntentMetadata.FIXED));
  }

  @Override
  public String toString() {
    return "Attempt[" + id + ", " + status + (barred ? ", barred]" : "]");
  }
}
