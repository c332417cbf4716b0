package dev.baton.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.baton.checkout.ProblemType;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's picture is what the README says. */
class ResumeLinkPictureTest {
  @Test
  void thePictureReadsAsALinkOfTwentyLines() throws Exception {
    String svg = Files.readString(ResumeLinkPicture.FILE);
    String link = ResumeLinkPicture.read(svg);
    assertEquals(svg, ResumeLinkPicture.svg(link));
    assertTrue(link.startsWith(ResumeLinkPicture.PAGE), link);
    assertEquals(ResumeLinkPicture.link().length(), link.length());
    String token = link.substring(ResumeLinkPicture.PAGE.length());
    ResumePayload payload = ResumePayload.read(Base64Url.decode(Parts.second(token)));
    assertEquals(ResumeLinkPicture.cart(), payload.contents());
    assertTrue(payload.expiresAt().isBefore(AnyCheckout.NOW), "it has expired");
  }

  @Test
  void itOpensNothing() throws Exception {
    String link = ResumeLinkPicture.read(Files.readString(ResumeLinkPicture.FILE));
    ResumeTokens resume =
        new ResumeTokens(
            new KeyRing(TokenCodecs.keys(TokenCodecs.newSet())),
            TokenSettings.of("https://checkout.shop.example"),
            new Storefronts(List.of(TokenCodecs.DEMO)),
            () -> AnyCheckout.NOW,
            SignatureProvider.best());
    ResumeResult result =
        resume.open(link.substring(ResumeLinkPicture.PAGE.length()), Duration.ofDays(30));
    assertEquals(
        ProblemType.TOKEN_UNKNOWN_KEY, assertInstanceOf(TokenRefusal.class, result).type());
  }
}
