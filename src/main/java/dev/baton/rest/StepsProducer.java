package dev.baton.rest;

import dev.baton.checkout.Limits;
import dev.baton.checkout.QuoteDesk;
import dev.baton.checkout.Steps;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Makes the stateless steps, which know no framework, from the configuration. */
@Singleton
public class StepsProducer {
  @Produces
  @Singleton
  Steps steps(QuoteDesk desk, InstantSource clock, CheckoutConfig config) {
    return new Steps(
        desk,
        clock,
        new Limits(
            config.lines(),
            config.unitsPerLine(),
            config.codes(),
            config.attributesPerLine(),
            config.unitsHeld()));
  }
}
