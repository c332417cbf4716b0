package dev.baton.rest;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(Packaged.class)
class RedisPackagedIT extends RedisFlows {
  @Override
  int managementPort() {
    return Packaged.MANAGEMENT_PORT;
  }
}
