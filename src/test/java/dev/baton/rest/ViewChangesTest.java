package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ViewChangesTest {
  private static String between(String before, String after) {
    byte[] json =
        JsonBytes.of(writer -> {
          writer.writeStartObject();
          ViewChanges.write(writer, ViewChanges.between(tree(before), tree(after)));
          writer.writeEndObject();
        });
    return new String(json, StandardCharsets.UTF_8).replace('"', '\'');
  }

  private static JsonNode tree(String text) {
    return JsonText.parse(text.replace('\'', '"'));
  }

  @Test
  void theSameStateHasNoChanges() {
    assertEquals(
        "{'changes':[]}", between("{'a':1,'revision':1,'expiresAt':'x'}", "{'revision':2,'a':1}"));
  }

  @Test
  void eachValueThatDiffersIsPointedAt() {
    assertEquals(
        "{'changes':[{'pointer':'/lines/0/unitPrice','from':1200,'to':1300},"
            + "{'pointer':'/lines/1','from':{'sku':'b'},'to':null},"
            + "{'pointer':'/order','from':null,'to':{'id':'o1'}}]}",
        between(
            "{'lines':[{'unitPrice':1200},{'sku':'b'}],'order':null}",
            "{'lines':[{'unitPrice':1300}],'order':{'id':'o1'}}"));
  }
}
