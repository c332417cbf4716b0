package dev.baton.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.ProblemType;
import dev.baton.checkout.QuoteDesk;
import dev.baton.local.LocalRedisResource;
import dev.baton.payment.CheckoutRecord;
import dev.baton.token.IssuedToken;
import dev.baton.token.KeysCommand;
import dev.baton.token.OpenResult;
import dev.baton.token.Storefronts;
import dev.baton.token.TokenCodec;
import dev.baton.token.TokenCodecs;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is paid for becomes an order from the record, though every key has been revoked since. */
@QuarkusTest
@WithTestResource(LocalRedisResource.class)
class RevokedKeysIT {
  private static final Pattern KID = Pattern.compile("\"kid\" : \"([^\"]+)\",\\s+\"use\" : \"(?:sig|pii|record)\"");

  @Inject ShopFloor floor;
  @Inject QuoteDesk desk;
  @Inject Storefronts storefronts;
  @TempDir Path folder;

  private TokenCodecs.OfFiles files;
  private ShopFloor own;

  @BeforeEach
  void keys() {
    floor.sandbox.reset();
    command("make");
    files = TokenCodecs.ofFiles(folder, floor.clock, storefronts);
    own = floor.with(files.codec(), desk, storefronts);
  }

  private void command(String... words) {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    KeysCommand command =
        new KeysCommand(Map.of("baton.token.keys", folder.toString())::get, floor.clock, out, out);
    assertEquals(KeysCommand.DONE, command.run(List.of(words)), String.join(" ", words));
  }

  /** But for the one of digests, which says that what is paid for is what stands there. */
  private void revokeEveryKey() throws IOException {
    Matcher kids = KID.matcher(Files.readString(folder.resolve("keys.json")));
    while (kids.find()) {
      command("revoke", kids.group(1));
    }
    files.look().run();
  }

  @Test
  void aPaymentInProgressBecomesAnOrderThoughItsTokenIsRefused() throws IOException {
    Anchors anchors = own.anchors();
    IssuedToken paid = ShopFloor.issued(own.pay(anchors, own.ready("mug-blue", 1), "pm_card_visa"));
    String id = paid.token().checkout().contents().id();
    TokenCodec codec = files.codec();
    assertInstanceOf(OpenResult.Verified.class, codec.open(paid.compact()));

    revokeEveryKey();
    OpenResult.Refused refused =
        assertInstanceOf(OpenResult.Refused.class, codec.open(paid.compact()));
    assertEquals(ProblemType.TOKEN_UNKNOWN_KEY, refused.type());

    CheckoutRecord record = RecordJson.read(own.store.load(id).body());
    IssuedToken kept = codec.openFromRecord(id, record.newest());
    assertNotNull(kept);
    assertEquals(paid.token().jti(), kept.token().jti());
    assertNotNull(codec.openFromRecord(id, record.attempt().token()));
    assertInstanceOf(OpenResult.Verified.class, codec.open(kept.compact()));
    assertFalse(kept.compact().equals(paid.compact()));

    IssuedToken ordered = ShopFloor.issued(own.complete(anchors, kept.token()));
    assertInstanceOf(Checkout.Completed.class, ordered.token().checkout());
    assertInstanceOf(OpenResult.Verified.class, codec.open(ordered.compact()));
    assertEquals(1, own.sandbox.orders().orders().size());
    assertEquals(
        "ada@example.com",
        own.sandbox
            .orders()
            .orders()
            .getFirst()
            .request()
            .contents()
            .personal()
            .customer()
            .email());
    assertEquals(own.total(paid.token()), own.sandbox.payments().taken(id));
  }
}
