package dev.baton.rest;

import dev.baton.local.GatewayProcess;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OverHttp.class)
class MergeOverHttpIT extends MergeFlows {
  GatewayProcess served;

  @Override
  String books() {
    return served.uri().toString();
  }
}
