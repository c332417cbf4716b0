package dev.baton.reservation;

import io.vertx.redis.client.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which node of a Redis cluster has which slot, as one node sees it.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/">Redis
 *     cluster specification</a>
 */
final class SlotMap {
  private static final int SLOTS = 16384;

  /** CRC-16/XMODEM. */
  private static final int POLYNOMIAL = 0x1021;

  private final @Nullable String[] primaries = new @Nullable String[SLOTS];
  private final Set<String> nodes = new LinkedHashSet<>();

  /**
   * Reads the answer to CLUSTER SLOTS.
   *
   * @param asked the host that gave it, which an empty host in it means
   */
  static SlotMap read(Response answer, String asked) {
    var map = new SlotMap();
    for (var range : answer) {
      int from = range.get(0).toInteger();
      int to = range.get(1).toInteger();
      for (int i = 2; i < range.size(); i++) {
        map.nodes.add(node(range.get(i), asked));
      }
      if (range.size() > 2) {
        Arrays.fill(map.primaries, from, to + 1, node(range.get(2), asked));
      }
    }
    return map;
  }

  private static String node(Response node, String asked) {
    var host = node.get(0);
    var name = host == null || host.toString().isEmpty() ? asked : host.toString();
    return (name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name)
        + ":"
        + node.get(1).toInteger();
  }

  /** The primary that has a key, as host:port; null while nobody has it. */
  @Nullable String primary(String key) {
    return primaries[slot(key)];
  }

  /** Every node as host:port, primaries and replicas. */
  List<String> nodes() {
    return List.copyOf(nodes);
  }

  /** The nodes that have slots, as host:port. */
  Set<String> primaries() {
    return Arrays.stream(primaries).filter(Objects::nonNull).collect(Collectors.toSet());
  }

  /** The slot of a key, 0 to 16383: of what stands in its first braces, if anything does. */
  static int slot(String key) {
    int open = key.indexOf('{');
    int close = open < 0 ? -1 : key.indexOf('}', open);
    var hashed = close > open + 1 ? key.substring(open + 1, close) : key;
    int crc = 0;
    for (byte b : hashed.getBytes(StandardCharsets.UTF_8)) {
      crc ^= (b & 0xff) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
      }
    }
    return (crc & 0xffff) % SLOTS;
  }
}
