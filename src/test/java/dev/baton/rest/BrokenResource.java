package dev.baton.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource of the tests only, whose fault stands for any fault of ours. */
@Path(BrokenResource.PATH)
public class BrokenResource {
  static final String PATH = "/test/broken";
  static final String CANARY = "canary-in-a-message@example.com";

  @GET
  public String fail() {
    throw new IllegalStateException(CANARY);
  }
}
