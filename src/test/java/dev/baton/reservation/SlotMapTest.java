package dev.baton.reservation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.baton.reservation.Holds.Place;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SlotMapTest {
  private static final Pattern CALL = Pattern.compile("redis\\.call\\([^)]*\\)");

  /** From the cluster specification, and from CLUSTER KEYSLOT. */
  @Test
  void slotsAreThoseOfTheSpecification() {
    assertEquals(0x31C3, SlotMap.slot("123456789"));
    assertEquals(12182, SlotMap.slot("foo"));
    assertEquals(SlotMap.slot("user1000"), SlotMap.slot("{user1000}.following"));
    assertEquals(SlotMap.slot("bar"), SlotMap.slot("foo{bar}{zap}"));
    assertEquals(SlotMap.slot("{bar"), SlotMap.slot("foo{{bar}}zap"));
    assertEquals(8363, SlotMap.slot("foo{}{bar}"));
  }

  @Property
  void allKeysOfEveryScriptShareASlot(@ForAll String sku, @ForAll String location) {
    for (var keys :
        List.of(
            Keys.stock(new Place(sku, location)),
            Keys.record(sku),
            Keys.agenda("", Math.abs(sku.length() % Agenda.PARTS)),
            Keys.turn(location))) {
      var slots = keys.stream().map(SlotMap::slot).distinct().toList();
      assertEquals(1, slots.size(), keys.toString());
    }
  }

  /** A cluster refuses a script that names a key which isn't among its KEYS. */
  @Test
  void scriptsUseNoKeyThatTheyAreNotGiven() {
    Stream.of(RedisScript.values())
        .forEach(script -> assertEquals(List.of(), keysOutOfNowhere(script.source())));
  }

  private static List<String> keysOutOfNowhere(String source) {
    return CALL.matcher(source)
        .results()
        .map(MatchResult::group)
        .filter(call -> !call.contains("'TIME'"))
        .filter(call -> !call.matches("(?s).*'[A-Z]+',\\s*(KEYS\\[|UNTIL|UNITS|FIGURE).*"))
        .toList();
  }
}
