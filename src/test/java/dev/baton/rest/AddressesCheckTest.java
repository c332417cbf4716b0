package dev.baton.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.local.Mapped;
import dev.baton.observability.Finding;
import dev.baton.observability.StartupCheck.Occasion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesCheckTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "checkout.shop.example",
        "ftp://shop.example",
        "https:///checkout",
        "https://me:secret@shop.example",
        "https://shop.example?a=b",
        "https://shop.example/#top",
        "https://shop example"
      })
  void aPublicAddressThatIsNoneIsAProblemAndIsNotQuoted(String address) {
    var says = only(look(Map.of(), Optional.of(address)));

    assertTrue(says.startsWith("baton.public-url is no web address: set it to"), says);
    assertTrue(!says.contains("secret"), says);
  }

  @ParameterizedTest
  @CsvSource({
    "baton.resume.life,0s,baton.resume.life is 0s",
    "baton.resume.lapsed,-1s,baton.resume.lapsed is -1s",
    "baton.resume.addresses.\"shop\",nonsense,baton.resume.addresses.\"shop\" is no web address",
    "baton.resume.addresses.\"shop\",https://shop.example/#a,"
        + "baton.resume.addresses.\"shop\" is no web address"
  })
  void whatCannotBeIsAProblemThatNamesTheSetting(String name, String value, String says) {
    var said = only(look(Map.of(name, value), Optional.empty()));

    assertTrue(said.startsWith(says), said);
  }

  @Test
  void whatIsInOrderIsFine() {
    for (var address : List.of("https://checkout.shop.example/", "http://127.0.0.1:8080/baton")) {
      assertEquals(
          List.of(),
          look(
              Map.of("baton.resume.addresses.\"shop\"", "https://shop.example/resume?lang=de"),
              Optional.of(address)));
    }
  }

  private static String only(List<Finding> findings) {
    assertEquals(1, findings.size(), findings::toString);
    assertEquals(Finding.Level.PROBLEM, findings.getFirst().level());
    return findings.getFirst().says();
  }

  private static List<Finding> look(Map<String, String> settings, Optional<String> publicUrl) {
    return new AddressesCheck(Mapped.of(ResumeConfig.class, settings), publicUrl)
        .look(new Occasion(true, false));
  }
}
