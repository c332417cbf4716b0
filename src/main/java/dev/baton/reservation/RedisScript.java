package dev.baton.reservation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The operations that Redis carries out; the contract of each stands at the top of its file. */
enum RedisScript {
  TAKE("take", "stock"),
  ADJUST("adjust", "stock"),
  PUT_BACK("put-back", "stock"),
  RELEASE("release", "stock"),
  LOAD("load"),
  SAVE("save"),
  AGENDA_ENTER("agenda-enter"),
  AGENDA_CLAIM("agenda-claim"),
  AGENDA_DROP("agenda-drop"),
  TURN("turn");

  private final String title;
  private final String source;
  private final String digest;

  RedisScript(String name, String... shared) {
    title = name;
    var text = new StringBuilder(read("clock"));
    for (var part : shared) {
      text.append(read(part));
    }
    source = text.append(read(name)).toString();
    digest = sha1(source);
  }

  /** For people. */
  String title() {
    return title;
  }

  String source() {
    return source;
  }

  /** The name by which Redis knows the script once it has seen it. */
  String digest() {
    return digest;
  }

  private static String read(String name) {
    var path = "/redis/" + name + ".lua";
    try (var in = RedisScript.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException(path + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      var bytes = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
