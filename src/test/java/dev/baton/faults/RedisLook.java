package dev.baton.faults;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A look into Redis past every gateway, in its own protocol (redis.io/docs, "RESP2"): which keys
 * there are, and what is held.
 */
final class RedisLook implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RedisLook(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * One hold.
   *
   * @param leftMillis until it ends; negative once it has
   */
  record Hold(String sku, String checkout, long units, boolean committing, long leftMillis) {}

  /** One record. */
  record Record(String checkout, String body) {
    /** What can be shown of it. */
    String withoutTokens() {
      return body.replaceAll("\"[A-Za-z0-9_.-]{100,}\"", "\"...\"");
    }
  }

  List<String> keys() throws IOException {
    var keys = new ArrayList<String>();
    var cursor = "0";
    do {
      var page = list(ask("SCAN", cursor, "COUNT", "1000"));
      cursor = text(page.get(0));
      list(page.get(1)).forEach(key -> keys.add(text(key)));
    } while (!cursor.equals("0"));
    return keys;
  }

  /** Keys that would stay for ever. */
  List<String> keysWithoutEnd() throws IOException {
    var found = new ArrayList<String>();
    for (var key : keys()) {
      if (ask("PTTL", key).equals(-1L)) {
        found.add(key);
      }
    }
    return found;
  }

  List<Hold> holds() throws IOException {
    var found = new ArrayList<Hold>();
    var time = list(ask("TIME"));
    long now = Long.parseLong(text(time.get(0))) * 1000 + Long.parseLong(text(time.get(1))) / 1000;
    for (var key : keys()) {
      if (!key.startsWith("baton:{stock:") || !key.endsWith(":until")) {
        continue;
      }
      var tag = key.substring(0, key.length() - "until".length());
      var sku = tag.substring(tag.lastIndexOf(':', tag.length() - 3) + 1, tag.length() - 2);
      var units = new TreeMap<String, String>();
      var flat = list(ask("HGETALL", tag + "units"));
      for (int i = 0; i < flat.size(); i += 2) {
        units.put(text(flat.get(i)), text(flat.get(i + 1)));
      }
      var ends = list(ask("ZRANGE", key, "0", "-1", "WITHSCORES"));
      for (int i = 0; i < ends.size(); i += 2) {
        var held = units.getOrDefault(text(ends.get(i)), "0");
        found.add(
            new Hold(
                sku,
                text(ends.get(i)),
                Long.parseLong(held.replace("c", "")),
                held.endsWith("c"),
                (long) Double.parseDouble(text(ends.get(i + 1))) - now));
      }
    }
    return found;
  }

  List<Record> records() throws IOException {
    var found = new ArrayList<Record>();
    for (var key : keys()) {
      if (key.endsWith("}:record")) {
        var body = ask("HGET", key, "body");
        if (body != null) {
          found.add(new Record(key.substring("baton:{".length(), key.indexOf('}')), text(body)));
        }
      }
    }
    return found;
  }

  private synchronized @Nullable Object ask(String... words) throws IOException {
    var command = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      command.append('$').append(word.getBytes(StandardCharsets.UTF_8).length).append("\r\n");
      command.append(word).append("\r\n");
    }
    socket.getOutputStream().write(command.toString().getBytes(StandardCharsets.UTF_8));
    return answer();
  }

  private @Nullable Object answer() throws IOException {
    var line = line();
    var rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> rest;
      case ':' -> Long.valueOf(rest);
      case '$' -> bulk(Integer.parseInt(rest));
      case '*' -> {
        var all = new ArrayList<@Nullable Object>();
        for (int left = Integer.parseInt(rest); left > 0; left--) {
          all.add(answer());
        }
        yield all;
      }
      default -> throw new IOException(line);
    };
  }

  private @Nullable String bulk(int length) throws IOException {
    if (length < 0) {
      return null;
    }
    var bytes = in.readNBytes(length);
    line();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("Redis has closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static List<?> list(@Nullable Object answer) {
    return answer instanceof List<?> all ? all : List.of();
  }

  private static String text(@Nullable Object answer) {
    return String.valueOf(answer);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
