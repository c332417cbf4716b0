package dev.baton.token;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the beans of this package from the configuration. */
@Singleton
public class TokenBeans {
  @Produces
  @Singleton
  Storefronts storefronts(StorefrontConfig config) {
    return Storefronts.of(config);
  }
}
