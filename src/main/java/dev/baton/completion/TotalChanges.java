package dev.baton.completion;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Line;
import dev.baton.checkout.Totals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is different between two states that come to different totals. */
final class TotalChanges {
  private TotalChanges() {}

  static List<Map<String, Object>> between(Checkout before, Totals was, Checkout after, Totals is) {
    List<Map<String, Object>> changes = new ArrayList<>();
    List<Line> lines = after.contents().lines();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Line old =
          before.contents().lines().stream()
              .filter(other -> other.id().equals(line.id()))
              .findFirst()
              .orElse(null);
      add(changes, "/lines/" + i + "/unitPrice", price(old), price(line));
    }
    add(changes, "/totals/items", was.items(), is.items());
    add(changes, "/totals/discount", was.discount(), is.discount());
    add(
        changes,
        "/totals/shipping",
        was.shipping() - was.shippingDiscount(),
        is.shipping() - is.shippingDiscount());
    add(changes, "/totals/tax", was.tax(), is.tax());
    add(changes, "/totals/total", was.total(), is.total());
    return List.copyOf(changes);
  }

  private static @Nullable Long price(@Nullable Line line) {
    return line == null || line.price() == null ? null : line.price().unitPrice();
  }

  private static void add(
      List<Map<String, Object>> changes, String pointer, @Nullable Long was, @Nullable Long is) {
    if (Objects.equals(was, is)) {
      return;
    }
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("pointer", pointer);
    if (was != null) {
      change.put("from", was);
    }
    if (is != null) {
      change.put("to", is);
    }
    changes.add(Map.copyOf(change));
  }
}
