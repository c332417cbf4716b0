package dev.baton.checkout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings two forks of one checkout together: three-way when the state that both come from is known,
 * else line by line.
 *
 * <p>What only one side has changed is taken. What both have changed otherwise is a conflict: the
 * bearer's value is kept, and both are told. Without a base nobody can tell what was removed from
 * what was never there, so everything that either side has is taken.
 *
 * <p>What the bearer says of customer and addresses stands, whatever the other side says; only what
 * nobody but the other side ever said is taken from there.
 */
public final class Merge {
  private final @Nullable Contents base;
  private final Contents mine;
  private final Contents theirs;
  private final List<Conflict> conflicts = new ArrayList<>();

  private Merge(@Nullable Contents base, Contents mine, Contents theirs) {
    this.base = base;
    this.mine = mine;
    this.theirs = theirs;
  }

  /** What became of a merge. */
  public sealed interface Result {
    /**
     * Merged; quotes that don't fit the result any more are marked degraded or gone, so that the
     * next step asks for them.
     *
     * @param contents of the bearer's epoch and the higher of both revisions
     */
    record Merged(Contents contents, List<Conflict> conflicts) implements Result {
      public Merged {
        conflicts = List.copyOf(conflicts);
      }
    }

    /** Together they are more than a checkout may hold. */
    record Refused(Refusal refusal) implements Result {}
  }

  /**
   * What both sides have changed, each otherwise; the bearer's value is kept.
   *
   * @param pointer RFC 6901, into the merged checkout as JSON; of a line that isn't in it, into the
   *     other side's
   * @param sku of the line in question; null when it is about something else
   * @param base null when it wasn't there, or no base was given
   * @param mine the bearer's, null when it isn't there; a {@link Customer} or an {@link Address} is
   *     personal and must be masked
   * @param theirs the other side's, likewise
   */
  public record Conflict(
      String pointer,
      @Nullable String sku,
      @Nullable Object base,
      @Nullable Object mine,
      @Nullable Object theirs) {}

  /**
   * Merges {@code theirs} into {@code mine}.
   *
   * @param base the state that both come from; null when it isn't known
   * @param digest the keyed digest of quote inputs
   * @throws IllegalArgumentException if they aren't states of one checkout
   */
  public static Result of(
      @Nullable Contents base,
      Contents mine,
      Contents theirs,
      Storefront storefront,
      Limits limits,
      InputDigest digest) {
    if (!mine.id().equals(theirs.id()) || base != null && !base.id().equals(mine.id())) {
      throw new IllegalArgumentException("not one checkout");
    }
    Merge merge = new Merge(base, mine, theirs);
    Contents bare = merge.bare();
    Refusal refusal = merge.tooMuch(bare, limits);
    return refusal == null
        ? new Result.Merged(
            MergedQuotes.into(bare, mine, theirs, storefront, digest), merge.conflicts)
        : new Result.Refused(refusal);
  }

  /** The result without any quote. */
  private Contents bare() {
    Instant end = mine.endsAt().isBefore(theirs.endsAt()) ? mine.endsAt() : theirs.endsAt();
    List<Line> lines = lines();
    Shipping shipping = shipping();
    List<String> codes = codes();
    Personal personal =
        new Personal(
            person("/customer", Personal::customer),
            person("/shippingAddress", Personal::shippingAddress),
            person("/billingAddress", Personal::billingAddress));
    TreeMap<String, String> attributes = attributes();
    return mine.edit(draft -> {
      draft.revision = Math.max(mine.revision(), theirs.revision());
      draft.endsAt = end;
      draft.lines = lines;
      draft.personal = personal;
      draft.shipping = shipping;
      draft.codes = codes;
      draft.promotions = List.of();
      draft.attributes = attributes;
      draft.receipts = List.of();
    });
  }

  private List<Line> lines() {
    LinkedHashMap<String, Line> merged = new LinkedHashMap<>();
    Set<String> disputed = new LinkedHashSet<>();
    for (String id : order(Contents::lines, Line::id)) {
      Line own = mine.line(id);
      Line other = theirs.line(id);
      Integer before = base == null ? null : quantity(base.line(id));
      MergeChoice choice = choice(before, quantity(own), quantity(other));
      if (choice == MergeChoice.CONFLICT) {
        disputed.add(id);
      }
      Line kept = choice == MergeChoice.THEIRS ? other : own;
      if (kept != null) {
        merged.put(id, Line.unpriced(kept.sku(), kept.attributes(), kept.quantity()));
      }
    }
    List<String> ids = List.copyOf(merged.keySet());
    for (String id : disputed) {
      Line own = mine.line(id);
      Line other = theirs.line(id);
      Line known = Objects.requireNonNull(own == null ? other : own);
      int index = own == null ? theirs.lines().indexOf(other) : ids.indexOf(id);
      conflicts.add(
          new Conflict(
              "/lines/" + index + "/quantity",
              known.sku(),
              base == null ? null : quantity(base.line(id)),
              quantity(own),
              quantity(other)));
    }
    return List.copyOf(merged.values());
  }

  private static @Nullable Integer quantity(@Nullable Line line) {
    return line == null ? null : line.quantity();
  }

  /** A code is there or not, so two sides never disagree on one that both have changed. */
  private List<String> codes() {
    Map<String, String> own = byName(mine);
    Map<String, String> other = byName(theirs);
    Map<String, String> before = base == null ? Map.of() : byName(base);
    List<String> merged = new ArrayList<>();
    for (String name : order(Contents::codes, Merge::name)) {
      String kept =
          switch (choice(there(before, name), there(own, name), there(other, name))) {
            case THEIRS -> other.get(name);
            case MINE, CONFLICT -> own.get(name);
          };
      if (kept != null) {
        merged.add(kept);
      }
    }
    return merged;
  }

  private static Map<String, String> byName(Contents contents) {
    Map<String, String> codes = new LinkedHashMap<>();
    contents.codes().forEach(code -> codes.put(name(code), code));
    return codes;
  }

  private static String name(String code) {
    return code.toUpperCase(Locale.ROOT);
  }

  private static @Nullable Boolean there(Map<String, String> codes, String name) {
    return codes.containsKey(name) ? true : null;
  }

  private TreeMap<String, String> attributes() {
    TreeMap<String, String> merged = new TreeMap<>();
    TreeSet<String> names = new TreeSet<>(mine.attributes().keySet());
    names.addAll(theirs.attributes().keySet());
    for (String name : names) {
      String kept =
          kept(
              "/attributes/" + name.replace("~", "~0").replace("/", "~1"),
              base == null ? null : base.attributes().get(name),
              mine.attributes().get(name),
              theirs.attributes().get(name));
      if (kept != null) {
        merged.put(name, kept);
      }
    }
    return merged;
  }

  private @Nullable Shipping shipping() {
    Object before = base == null ? null : wish(base.shipping());
    Object own = wish(mine.shipping());
    Object other = wish(theirs.shipping());
    Object kept = kept("/shipping/option", before, own, other);
    if (kept == null) {
      return null;
    }
    Shipping from = Objects.requireNonNull(kept.equals(own) ? mine.shipping() : theirs.shipping());
    return Shipping.wish(from.wanted(), from.wantedLocation());
  }

  private static @Nullable Object wish(@Nullable Shipping shipping) {
    if (shipping == null) {
      return null;
    }
    return shipping.wantedLocation() == null
        ? shipping.wanted()
        : Map.of("option", shipping.wanted(), "location", shipping.wantedLocation());
  }

  private <T> @Nullable T kept(
      String pointer, @Nullable T before, @Nullable T own, @Nullable T other) {
    return switch (choice(before, own, other)) {
      case MINE -> own;
      case THEIRS -> other;
      case CONFLICT -> {
        conflicts.add(new Conflict(pointer, null, before, own, other));
        yield own;
      }
    };
  }

  private <T> @Nullable T person(String pointer, Function<Personal, @Nullable T> part) {
    T before = base == null ? null : part.apply(base.personal());
    T own = part.apply(mine.personal());
    T other = part.apply(theirs.personal());
    if (own == null && before == null) {
      return other;
    }
    boolean told = !Objects.equals(own, other) && !Objects.equals(other, before);
    if (told && (base != null || other != null)) {
      conflicts.add(new Conflict(pointer, null, before, own, other));
    }
    return own;
  }

  private MergeChoice choice(
      @Nullable Object before, @Nullable Object own, @Nullable Object other) {
    return MergeChoice.of(base != null, before, own, other);
  }

  /** Everything of either side, in the bearer's order unless only the other side has one. */
  private <T> Set<String> order(Function<Contents, List<T>> part, Function<T, String> key) {
    List<String> own = part.apply(mine).stream().map(key).toList();
    List<String> other = part.apply(theirs).stream().map(key).toList();
    boolean untouched = base != null && part.apply(base).stream().map(key).toList().equals(own);
    Set<String> all = new LinkedHashSet<>(untouched ? other : own);
    all.addAll(untouched ? own : other);
    return all;
  }

  private @Nullable Refusal tooMuch(Contents bare, Limits limits) {
    if (bare.lines().size() > limits.lines() && bare.lines().size() > mine.lines().size()) {
      return Refusal.at(
          ProblemType.LINE_LIMIT,
          "/with",
          "Together they have more than " + limits.lines() + " lines");
    }
    if (bare.codes().size() > limits.codes() && bare.codes().size() > mine.codes().size()) {
      return Refusal.at(
          ProblemType.CODE_LIMIT,
          "/with",
          "Together they have more than " + limits.codes() + " codes");
    }
    return null;
  }
}
