package dev.baton.token;

import dev.baton.observability.Finding;
import dev.baton.observability.SettingRules;
import dev.baton.observability.StartupCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The token's settings, but for issuer and keys, which {@link KeysCheck} looks at. */
@ApplicationScoped
class TokenCheck implements StartupCheck {
  private final TokenConfig config;

  TokenCheck(TokenConfig config) {
    this.config = config;
  }

  @Override
  public List<Finding> look(Occasion occasion) {
    return new SettingRules("token")
        .between(
            "baton.token.write-format",
            config.writeFormat().orElse(Formats.newest()),
            Formats.OLDEST,
            Formats.newest())
        .least("baton.token.max-size", config.maxSize(), TokenSettings.LEAST_SIZE)
        .least("baton.token.cache", config.cache(), 0)
        .positive("baton.token.life", config.life())
        .positive("baton.token.reload", config.reload())
        .notNegative("baton.token.clock-skew", config.clockSkew())
        .problems();
  }
}
