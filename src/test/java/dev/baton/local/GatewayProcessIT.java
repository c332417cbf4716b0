package dev.baton.local;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GatewayProcessIT {
  @Test
  void aStartedGatewayIsReadyAndAKilledOneIsGone() {
    try (var redis = LocalRedis.launch();
        var gateway = GatewayProcess.builder().redis(redis).start()) {
      assertTrue(gateway.log().contains("Profile sandbox activated"), gateway.log());
      assertTrue(Ports.isTaken(gateway.port()));
      gateway.kill();
      assertFalse(gateway.isAlive());
      assertFalse(Ports.isTaken(gateway.port()));
    }
  }
}
