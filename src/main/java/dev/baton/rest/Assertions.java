package dev.baton.rest;

import dev.baton.checkout.ProblemType;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Verifies what an identity provider says of a customer. */
@ApplicationScoped
public class Assertions {
  private final List<Issuer> issuers;

  public Assertions(Settings settings) {
    issuers = settings.issuers().values().stream().map(Assertions::issuer).toList();
  }

  /** The issuers by names of the operator's choice: {@code baton.assertions.login.issuer=...}. */
  @ConfigMapping(prefix = "baton.assertions")
  public interface Settings {
    /** By name. */
    @WithParentName
    Map<String, Entry> issuers();

    /** One issuer. */
    interface Entry {
      /** Its {@code iss}. */
      String issuer();

      /** Where its JWKS is: a file or an https address. */
      String keys();

      /** The {@code aud} that its assertions for us have. */
      String audience();

      /** The claim that holds the customer's group. */
      @WithDefault("customer_group")
      String groupClaim();
    }
  }

  /** Who the customer is. */
  record Verified(String id, @Nullable String group) {
    @Override
    public String toString() {
      return "Verified[redacted]";
    }
  }

  private record Issuer(JWTParser parser, String groupClaim) {}

  private static Issuer issuer(Settings.Entry entry) {
    JWTAuthContextInfo info = new JWTAuthContextInfo();
    info.setPublicKeyLocation(entry.keys());
    info.setIssuedBy(entry.issuer());
    info.setExpectedAudience(java.util.Set.of(entry.audience()));
    return new Issuer(new DefaultJWTParser(info), entry.groupClaim());
  }

  /** The customer whom any of the issuers vouches for; else refused with {@code invalid-value}. */
  Verified verify(String assertion, String pointer) {
    for (Issuer issuer : issuers) {
      try {
        JsonWebToken token = issuer.parser().parse(assertion);
        if (token.getSubject() != null) {
          return new Verified(
              token.getSubject(),
              token.<Object>getClaim(issuer.groupClaim()) instanceof String group ? group : null);
        }
      } catch (ParseException e) {
        // Not this one's; perhaps the next one's.
      }
    }
    throw RefusedException.at(
        ProblemType.INVALID_VALUE, pointer, "No configured issuer vouches for this assertion.");
  }
}
