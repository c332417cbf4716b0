package dev.baton.checkout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings lines and codes of elsewhere into an open checkout, as far as they are still sold, and
 * says what is gone, dearer, cheaper, short or fewer than it was.
 *
 * <p>Unlike actions, which are all applied or none, this takes what it can get: who comes back
 * after weeks wants the rest of the cart, and to know what has become of it.
 */
final class Bringing {
  private final Contents into;
  private final LinesAndCodes brought;
  private final Limits limits;
  private final Quoting quoting;
  private final Map<String, Integer> added = new LinkedHashMap<>();
  private final Set<String> gone = new HashSet<>();
  private final Map<String, String> goneCodes = new LinkedHashMap<>();
  private Contents contents;

  Bringing(Contents into, LinesAndCodes brought, Limits limits, Quoting quoting) {
    this.into = into;
    this.brought = brought;
    this.limits = limits;
    this.quoting = quoting;
    this.contents = into;
  }

  /** Adds everything, or says that together it would be too much. */
  @Nullable Refusal add(String pointer) {
    Map<String, Line> lines = new LinkedHashMap<>();
    into.lines().forEach(line -> lines.put(line.id(), line));
    for (LinesAndCodes.Entry entry : brought.lines()) {
      Line line = lines.get(entry.line());
      long units = (long) entry.quantity() + (line == null ? 0 : line.quantity());
      int most = (int) Math.min(units, limits.unitsPerLine());
      lines.put(
          entry.line(),
          line == null
              ? Line.unpriced(entry.sku(), entry.attributes(), most)
              : line.withQuantity(Math.max(most, line.quantity())));
      added.merge(entry.line(), entry.quantity(), Integer::sum);
    }
    List<String> codes = new ArrayList<>(into.codes());
    brought.codes().stream()
        .filter(code -> codes.stream().noneMatch(code::equalsIgnoreCase))
        .toList()
        .forEach(codes::add);
    contents =
        into.edit(draft -> {
          draft.lines = List.copyOf(lines.values());
          draft.codes = codes;
        });
    if (lines.size() > limits.lines() && lines.size() > into.lines().size()) {
      return Refusal.at(
          ProblemType.LINE_LIMIT, pointer, "A checkout has at most " + limits.lines() + " lines");
    }
    if (codes.size() > limits.codes() && codes.size() > into.codes().size()) {
      return Refusal.at(
          ProblemType.CODE_LIMIT,
          pointer,
          "A checkout has at most " + limits.codes() + " promotion codes");
    }
    return null;
  }

  /**
   * Has it all quoted, without what isn't sold or doesn't apply any more.
   *
   * @throws ProviderException if pricing is down
   * @throws Money.OutOfRange if an amount gets too large
   */
  Quoting.Quoted quoted(boolean wantOptions) {
    // Without a line that is gone a code may apply no more; without a code none is the worse.
    while (true) {
      boolean newCodes = contents.codes().size() > into.codes().size();
      Quoting.Quoted quoted =
          quoting.quote(contents, new Quoting.Ask(false, false, newCodes, wantOptions));
      Contents left = possible(quoted);
      if (left == quoted.contents()) {
        contents = left;
        return quoted;
      }
      contents = left;
    }
  }

  private Contents possible(Quoting.Quoted quoted) {
    Contents now = quoted.contents();
    List<Line> lines = possibleLines(now.lines());
    List<String> codes = possibleCodes(quoted, lines.isEmpty());
    if (lines.equals(now.lines()) && codes.equals(now.codes())) {
      return now;
    }
    return now.edit(draft -> {
      draft.lines = lines;
      draft.codes = codes;
      if (lines.isEmpty()) {
        draft.promotions = List.of();
        draft.receipts = List.of();
      }
    });
  }

  private List<Line> possibleLines(List<Line> all) {
    List<Line> lines = new ArrayList<>();
    for (Line line : all) {
      Integer most = line.price() == null ? null : line.priced().maxQuantity();
      Line had = into.line(line.id());
      if (line.price() == null && had == null) {
        gone.add(line.id());
      } else if (most != null && line.quantity() > most && added.containsKey(line.id())) {
        int fewest = had == null ? 0 : had.quantity();
        int units = Math.max(most, fewest);
        if (units > 0) {
          lines.add(line.withQuantity(units));
        } else {
          gone.add(line.id());
        }
      } else {
        lines.add(line);
      }
    }
    return lines;
  }

  private List<String> possibleCodes(Quoting.Quoted quoted, boolean empty) {
    Contents now = quoted.contents();
    List<String> codes = new ArrayList<>();
    for (String code : now.codes()) {
      boolean had = into.codes().stream().anyMatch(code::equalsIgnoreCase);
      if (had || empty || now.promotes(code)) {
        codes.add(code);
      } else {
        Quote.CodeRejection why =
            quoted.rejected().getOrDefault(code, Quote.CodeRejection.NOT_APPLICABLE);
        goneCodes.put(code, why.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
    }
    return codes;
  }

  /** What has become of each line and code, as far as it isn't simply there. */
  List<Map<String, @Nullable Object>> changes() {
    List<Map<String, @Nullable Object>> changes = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (int i = 0; i < brought.lines().size(); i++) {
      LinesAndCodes.Entry entry = brought.lines().get(i);
      Line line = contents.line(entry.line());
      if (gone.contains(entry.line()) || line == null) {
        changes.add(change("gone", "/lines/" + i + "/quantity", entry, entry.quantity(), null));
      } else if (told.add(line.id())) {
        changed(changes, entry, line, contents.lines().indexOf(line));
      }
    }
    goneCodes.forEach((code, why) -> {
      Map<String, @Nullable Object> change = new LinkedHashMap<>();
      change.put("change", "code-gone");
      change.put("pointer", "/promotions");
      change.put("from", code);
      change.put("to", null);
      change.put("reason", why);
      changes.add(change);
    });
    return changes;
  }

  private void changed(
      List<Map<String, @Nullable Object>> changes,
      LinesAndCodes.Entry entry,
      Line line,
      int index) {
    String at = "/lines/" + index;
    Line had = into.line(line.id());
    int wanted = added.getOrDefault(line.id(), 0) + (had == null ? 0 : had.quantity());
    if (line.quantity() < wanted) {
      changes.add(change("fewer", at + "/quantity", entry, wanted, line.quantity()));
    }
    if (line.available() != null && line.available() < line.quantity()) {
      changes.add(change("short", at + "/quantity", entry, line.quantity(), line.available()));
    }
    if (entry.unitPrice() == null
        || line.price() == null
        || !contents.currency().equals(brought.currency())) {
      return;
    }
    long price = line.priced().unitPrice();
    if (price != entry.unitPrice()) {
      String how = price > entry.unitPrice() ? "dearer" : "cheaper";
      changes.add(change(how, at + "/unitPrice", entry, entry.unitPrice(), price));
    }
  }

  private static Map<String, @Nullable Object> change(
      String how,
      String pointer,
      LinesAndCodes.Entry entry,
      @Nullable Object from,
      @Nullable Object to) {
    Map<String, @Nullable Object> change = new LinkedHashMap<>();
    change.put("change", how);
    change.put("pointer", pointer);
    change.put("from", from);
    change.put("to", to);
    change.put("sku", entry.sku());
    if (!entry.attributes().isEmpty()) {
      change.put("attributes", entry.attributes());
    }
    return change;
  }
}
