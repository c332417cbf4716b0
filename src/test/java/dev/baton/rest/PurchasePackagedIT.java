package dev.baton.rest;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

@QuarkusIntegrationTest
@TestProfile(Packaged.class)
class PurchasePackagedIT extends PurchaseFlows {
  /** The process takes a free port, which its sandbox' links don't know. */
  @Override
  String reachable(String page) {
    return page.replaceFirst("^http://[^/]+", RestAssured.baseURI + ":" + RestAssured.port);
  }
}
