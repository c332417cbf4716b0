package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.Address;
import dev.baton.checkout.Customer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MaskTest {
  @Test
  void oneCanRecogniseOnesOwnDataAndNobodyElseCanReadIt() {
    assertEquals("a***@example.com", Mask.email("ada@example.com"));
    assertEquals("a***@example.com", Mask.email("a@example.com"));
    assertEquals("***", Mask.email("@example.com"));
    assertEquals("A*** E***", Mask.words("Ada Example"));
    assertEquals("山***", Mask.words("山田太郎"));
    assertEquals("😀***", Mask.words("😀😀"));
    assertNull(Mask.words(null));
  }

  @Test
  void postalCodeAndCountryStayWhole() {
    Address shown =
        Mask.address(
            new Address(
                "Ada Example",
                "Example Ltd",
                "Hauptstr. 1",
                "Hof",
                "10117",
                "Berlin",
                "BE",
                "DE",
                "+49 30 1"));
    assertEquals(
        new Address(
            "A*** E***", "E*** L***", "H*** 1***", "H***", "10117", "B***", "B***", "DE", "***"),
        shown);
  }

  @Property
  void noPersonalTextIsEverShownWhole(
      @ForAll @AlphaChars @StringLength(min = 2, max = 20) String text) {
    Customer customer =
        Mask.customer(new Customer(text + "@example.com", text, text, text, text, "vip"));
    assertTrue(
        Stream.of(
                customer.email().substring(0, customer.email().indexOf('@')),
                customer.name(),
                customer.company(),
                customer.taxId(),
                customer.id())
            .noneMatch(shown -> assertNonNull(shown).contains(text)));
    assertEquals("vip", customer.group());
  }

  private static String assertNonNull(String text) {
    assertNotNull(text);
    return text;
  }
}
