package dev.baton.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as the record keeps them: encrypted, bound to their checkout, of a type that no call
 * accepts.
 *
 * <p>Revoked keys count here, since only the gateway writes copies, and what was paid for becomes
 * an order all the same. What comes out is good for a client again: if its keys no longer are, the
 * same claims come out under those of now.
 */
final class RecordCopies {
  /** What makes a state of claims, given how to open the encrypted part. */
  interface Reading {
    VerifiedToken read(Keys keys, Payload payload, Opening opening);
  }

  /** How an encrypted part is opened; by which keys is the question. */
  interface Opening {
    byte @Nullable [] open(Keys keys, String compact, String... bound);
  }

  private final String issuer;
  private final Signatures signatures;
  private final SignatureGate gate;
  private final Encryption compartment;
  private final Reading reading;
  private final Encryption copies =
      new Encryption(MasterKey.Use.RECORD, JoseTokenCodec.RECORD_TYPE);

  RecordCopies(
      String issuer,
      Signatures signatures,
      SignatureGate gate,
      Encryption compartment,
      Reading reading) {
    this.issuer = issuer;
    this.signatures = signatures;
    this.gate = gate;
    this.compartment = compartment;
    this.reading = reading;
  }

  String seal(Keys keys, IssuedToken token) {
    return copies.seal(
        keys,
        token.compact().getBytes(StandardCharsets.US_ASCII),
        issuer,
        token.token().checkout().contents().id());
  }

  /** The token in a copy for that checkout; null when it is none, or a key of it is gone. */
  @Nullable IssuedToken open(Keys keys, String checkout, String sealed) {
    byte[] plain = copies.openKept(keys, sealed, issuer, checkout);
    if (plain == null) {
      return null;
    }
    String compact = new String(plain, StandardCharsets.US_ASCII);
    boolean accepted = gate.refusal(compact, keys::accepting) == null;
    if (!accepted && gate.refusal(compact, keys::everKnown) != null) {
      return null;
    }
    try {
      byte[] claims = Base64Url.decode(Parts.second(compact));
      Payload payload = Payload.read(claims);
      if (!payload.checkout().equals(checkout) || !payload.issuer().equals(issuer)) {
        return null;
      }
      VerifiedToken token = reading.read(keys, payload, compartment::openKept);
      return accepted
              && (payload.personal() == null || compartment.knowsKey(keys, payload.personal()))
          ? new IssuedToken(compact, token)
          : renewed(keys, claims, payload);
    } catch (UnreadableStateException e) {
      return null;
    }
  }

  /** The same claims, the {@code jti} that the record goes by included, under the keys of now. */
  private IssuedToken renewed(Keys keys, byte[] json, Payload payload) {
    ObjectNode claims = Objects.requireNonNull(StrictJson.object(json));
    if (payload.personal() != null) {
      String[] bound = {payload.issuer(), payload.storefront(), payload.checkout()};
      byte[] plain = Objects.requireNonNull(compartment.openKept(keys, payload.personal(), bound));
      claims.put("pii", compartment.seal(keys, plain, bound));
    }
    try {
      String text = StrictJson.MAPPER.writeValueAsString(claims);
      Payload written = Payload.read(text.getBytes(StandardCharsets.UTF_8));
      return new IssuedToken(
          signatures.sign(keys.signer(), JoseTokenCodec.TYPE, text),
          reading.read(keys, written, compartment::open));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
