package dev.baton.rest;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(OverHttp.class)
class ClockOverHttpIT extends ClockFlows {}
