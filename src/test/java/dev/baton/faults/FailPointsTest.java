package dev.baton.faults;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FailPointsTest {
  @Test
  void everyEffectHasAPointBeforeAndAfter() {
    var points = FailPoints.all();
    for (var name :
        List.of(
            "save-open",
            "finish-open",
            "save-completing",
            "finish-completed",
            "look-up",
            "hold",
            "commit",
            "relax",
            "release",
            "fetch",
            "create",
            "capture",
            "void",
            "refund",
            "place",
            "settle-paid",
            "settle-unpaid",
            "revoke",
            "close")) {
      assertTrue(points.contains("before-" + name), name);
      assertTrue(points.contains("after-" + name), name);
    }
    assertFalse(points.contains("before-finished"));
  }
}
