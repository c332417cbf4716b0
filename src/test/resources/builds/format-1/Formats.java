package dev.baton.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.baton.checkout.Contents;
import java.io.IOException;

/**
 * The registry of formats as a build has it that knows format 1 only: compiled by the tests into a
 * copy of the packaged gateway, which then is the older build of a rolling deploy.
 */
final class Formats {
  static final int OLDEST = 1;

  private Formats() {}

  static int newest() {
    return OLDEST;
  }

  static boolean readable(int format) {
    return format >= OLDEST && format <= newest() + 1;
  }

  static JsonNode upgraded(int format, JsonNode chk) {
    return chk;
  }

  static Contents read(PositionalReader in, Contents contents) {
    return contents;
  }

  static void write(PositionalWriter out, Contents contents) throws IOException {}

  static Contents begun(int format, Contents contents, MasterKey digestKey) {
    return contents;
  }
}
