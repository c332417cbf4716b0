package dev.baton.token;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.InputDigest;
import dev.baton.checkout.Personal;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Storefront;
import dev.baton.checkout.Totals;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The token as a compact JWS (RFC 7515), its personal part as a compact JWE (RFC 7516) within it.
 *
 * <p>Opening goes in one order, and each step sees only what the ones before let through: size,
 * then {@link SignatureGate}, then the claims: issuer, storefront, times, format; the state last.
 */
public final class JoseTokenCodec implements TokenCodec {
  /** The {@code typ} of a checkout token. */
  static final String TYPE = "checkout+jwt";

  /** The {@code typ} of the record's sealed copy. */
  static final String RECORD_TYPE = "checkout-record+jwe";

  private static final int JTI_BYTES = 16;

  private final KeyRing ring;
  private final TokenSettings settings;
  private final Storefronts storefronts;
  private final InstantSource clock;
  private final Signatures signatures;
  private final SignatureGate gate;
  private final Validity validity;
  private final Digests digests;
  private final VerifiedTokens verified;
  private final Encryption compartment = new Encryption(MasterKey.Use.PII, null);
  private final RecordCopies copies;
  private final SecureRandom random = new SecureRandom();

  JoseTokenCodec(
      KeyRing ring,
      TokenSettings settings,
      Storefronts storefronts,
      InstantSource clock,
      SignatureProvider provider) {
    this.ring = ring;
    this.settings = settings;
    this.storefronts = storefronts;
    this.clock = clock;
    this.signatures = new Signatures(provider);
    this.gate = new SignatureGate(signatures, TYPE);
    this.validity = new Validity(settings, storefronts, clock);
    this.digests = new Digests(ring, settings.issuer());
    this.verified = new VerifiedTokens(settings.cacheSize());
    this.copies = new RecordCopies(settings.issuer(), signatures, gate, compartment, this::token);
  }

  @Override
  public OpenResult open(String compact) {
    if (compact.length() > settings.maxSize()) {
      return new TokenRefusal(ProblemType.TOKEN_TOO_LARGE, "The token is larger than allowed.");
    }
    Keys keys = ring.current();
    VerifiedToken known = verified.find(keys, compact);
    if (known != null) {
      TokenRefusal refusal =
          validity.now(
              known.checkout().contents().storefront(),
              known.issuedAt(),
              known.expiresAt(),
              known.checkout().contents().endsAt());
      return refusal == null ? new OpenResult.Verified(known) : refusal;
    }
    TokenRefusal refusal = gate.refusal(compact, keys::accepting);
    if (refusal != null) {
      return refusal;
    }
    try {
      OpenResult result = opened(keys, payload(compact));
      if (result instanceof OpenResult.Verified(VerifiedToken token)) {
        verified.remember(keys, compact, token);
      }
      return result;
    } catch (UnreadableStateException e) {
      return new TokenRefusal(ProblemType.TOKEN_MALFORMED, "The token can't be read.");
    }
  }

  private static Payload payload(String compact) {
    return Payload.read(Base64Url.decode(Parts.second(compact)));
  }

  private OpenResult opened(Keys keys, Payload payload) {
    TokenRefusal refusal = validity.of(payload, payload.expiresAt(), payload.endsAt());
    if (refusal != null) {
      return refusal;
    }
    if (payload.personal() != null && !compartment.knowsKey(keys, payload.personal())) {
      return new TokenRefusal(
          ProblemType.TOKEN_UNKNOWN_KEY, "The token's personal part is under an unknown key.");
    }
    return new OpenResult.Verified(token(keys, payload, compartment::open));
  }

  private VerifiedToken token(Keys keys, Payload payload, RecordCopies.Opening opening) {
    PersonalFormat.Compartment opened = new PersonalFormat.Compartment(Personal.NONE, Carried.NONE);
    if (payload.personal() != null) {
      byte[] plain =
          opening.open(
              keys, payload.personal(), payload.issuer(), payload.storefront(), payload.checkout());
      if (plain == null) {
        throw new UnreadableStateException("the compartment belongs elsewhere");
      }
      opened = PersonalFormat.read(plain);
    }
    CheckoutReader.State state = payload.state(opened.personal());
    return new VerifiedToken(
        payload.jti(),
        payload.parents(),
        payload.issuedAt(),
        payload.expiresAt(),
        state.checkout(),
        payload.personal(),
        new Later(payload.unknown(), state.carried(), opened.carried()));
  }

  @Override
  public IssuedToken seal(Checkout checkout, @Nullable VerifiedToken parent) {
    return withinLimit(sealAnchored(checkout, parent));
  }

  @Override
  public IssuedToken sealAnchored(Checkout checkout, @Nullable VerifiedToken parent) {
    return parent == null
        ? seal(checkout, null, List.of(), Later.NONE)
        : seal(checkout, parent, List.of(parent.jti()), parent.later());
  }

  @Override
  public IssuedToken sealMerged(Checkout checkout, VerifiedToken bearer, VerifiedToken other) {
    return withinLimit(
        seal(
            checkout,
            bearer,
            List.of(bearer.jti(), other.jti()).stream().distinct().toList(),
            bearer.later().withLinesOf(other.later())));
  }

  private IssuedToken withinLimit(IssuedToken issued) {
    int limit = settings.maxSize() - Headroom.of(issued.token().checkout());
    int size = issued.compact().length();
    if (size > limit) {
      throw new StateTooLargeException(size, limit);
    }
    return issued;
  }

  private IssuedToken seal(
      Checkout given, @Nullable VerifiedToken parent, List<String> parents, Later carried) {
    Keys keys = ring.current();
    Contents contents = Titles.cut(given.contents());
    Checkout checkout =
        given.with(Formats.begun(settings.writeFormat(), contents, digests.key(contents)));
    Later later = parent == null ? Later.NONE : carried.next(parent.checkout(), checkout);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant expiresAt = now.plus(settings.life());
    VerifiedToken token =
        new VerifiedToken(
            newJti(),
            parents,
            now,
            expiresAt.isBefore(contents.endsAt()) ? expiresAt : contents.endsAt(),
            checkout,
            sealedPersonal(keys, contents, parent, later.personal()),
            later);
    Storefront storefront =
        storefronts
            .find(contents.storefront())
            .orElseThrow(() -> new IllegalArgumentException("a checkout of no storefront"));
    String payload =
        Payload.write(
            settings.issuer(), token, settings.writeFormat(), Totals.of(checkout, storefront));
    String compact = signatures.sign(keys.signer(), TYPE, payload);
    verified.remember(keys, compact, token);
    return new IssuedToken(compact, token);
  }

  private String newJti() {
    byte[] bytes = new byte[JTI_BYTES];
    random.nextBytes(bytes);
    return Base64Url.encode(bytes);
  }

  /** The parent's compartment as it is, while nothing in it and no key has changed. */
  private @Nullable String sealedPersonal(
      Keys keys, Contents contents, @Nullable VerifiedToken parent, Carried carried) {
    Personal personal = contents.personal();
    if (personal.equals(Personal.NONE)) {
      return null;
    }
    if (parent != null && parent.sealedPersonal() != null) {
      Contents before = parent.checkout().contents();
      if (personal.equals(before.personal())
          && contents.id().equals(before.id())
          && contents.storefront().equals(before.storefront())
          && compartment.isCurrent(keys, parent.sealedPersonal())) {
        return parent.sealedPersonal();
      }
    }
    return compartment.seal(
        keys,
        PersonalFormat.write(personal, carried),
        settings.issuer(),
        contents.storefront(),
        contents.id());
  }

  @Override
  public String sealForRecord(IssuedToken token) {
    return copies.seal(ring.current(), token);
  }

  @Override
  public @Nullable IssuedToken openFromRecord(String checkout, String sealed) {
    return copies.open(ring.current(), checkout, sealed);
  }

  @Override
  public InputDigest inputDigest(Checkout checkout) {
    return digests.input(checkout.contents());
  }

  @Override
  public InputDigest fixedDigest(Checkout checkout) {
    return digests.fixed(checkout.contents());
  }
}
