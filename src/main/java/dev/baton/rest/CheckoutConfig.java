package dev.baton.rest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What bounds a checkout: {@code baton.checkout.*}. */
@ConfigMapping(prefix = "baton.checkout")
public interface CheckoutConfig {
  /** How long after its creation a checkout ends for good. */
  @WithDefault("7d")
  Duration lasting();

  /** Most lines, 1 to 100. */
  @WithDefault("100")
  int lines();

  /** Most units of a line. */
  @WithDefault("999")
  int unitsPerLine();

  /** Most promotion codes. */
  @WithDefault("10")
  int codes();

  /** Most attributes of a line. */
  @WithDefault("10")
  int attributesPerLine();

  /** Most units that a checkout may hold, over all its lines that have stock. */
  @WithDefault("1000")
  int unitsHeld();
}
