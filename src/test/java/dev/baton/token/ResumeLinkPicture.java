package dev.baton.token;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.EncodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import dev.baton.checkout.LinesAndCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The README's QR code: a resume link of 20 lines, made with keys that were thrown away, and long
 * expired, so that it opens nothing anywhere. {@link #main} draws it anew.
 */
final class ResumeLinkPicture {
  static final Path FILE = Path.of(".github", "resume-link-qr.svg");
  static final String PAGE = "https://shop.example/resume#";

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final int QUIET = 4;
  private static final int PIXELS = 4;
  private static final Pattern ROW = Pattern.compile("M(\\d+) (\\d+)\\.5((?:h\\d+|m\\d+ 0)+)");
  private static final Pattern RUN = Pattern.compile("h(\\d+)|m(\\d+) 0");

  private ResumeLinkPicture() {}

  /** Draws a link of new keys. */
  public static void main(String[] args) throws Exception {
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, svg(link()));
  }

  static LinesAndCodes cart() {
    List<LinesAndCodes.Entry> lines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lines.add(
          new LinesAndCodes.Entry(
              "sku-%06d-blue".formatted(100_000 + 37 * i), 1 + i % 12, new TreeMap<>(), null));
    }
    return new LinesAndCodes(lines, List.of("WELCOME10"), null);
  }

  static String link() {
    ResumeTokens resume =
        new ResumeTokens(
            new KeyRing(TokenCodecs.keys(TokenCodecs.newSet())),
            TokenSettings.of("https://checkout.shop.example"),
            new Storefronts(List.of(TokenCodecs.DEMO)),
            () -> LONG_AGO,
            SignatureProvider.best());
    return PAGE + resume.seal("demo", cart(), Duration.ofHours(1)).compact();
  }

  /** A drawing of one stroke a run of dark modules. */
  static String svg(String text) throws WriterException {
    BitMatrix modules =
        new QRCodeWriter()
            .encode(
                text,
                BarcodeFormat.QR_CODE,
                0,
                0,
                Map.of(
                    EncodeHintType.MARGIN,
                    QUIET,
                    EncodeHintType.ERROR_CORRECTION,
                    ErrorCorrectionLevel.L));
    int size = modules.getWidth();
    StringBuilder svg = new StringBuilder();
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ")
        .append(size)
        .append(' ')
        .append(size)
        .append("\" shape-rendering=\"crispEdges\">\n<path fill=\"#fff\" d=\"M0 0h")
        .append(size)
        .append('v')
        .append(size)
        .append("h-")
        .append(size)
        .append("z\"/>\n<path stroke=\"#000\" d=\"");
    for (int y = QUIET; y < size - QUIET; y++) {
      svg.append('\n').append(row(modules, y));
    }
    return svg.append("\"/>\n</svg>\n").toString();
  }

  private static String row(BitMatrix modules, int y) {
    StringBuilder row = new StringBuilder();
    int x = QUIET;
    while (x < modules.getWidth()) {
      int end = x;
      while (end < modules.getWidth() && modules.get(end, y) == modules.get(x, y)) {
        end++;
      }
      if (modules.get(x, y)) {
        row.append(row.isEmpty() ? "M" + x + " " + y + ".5" : "").append('h').append(end - x);
      } else if (row.isEmpty()) {
        x = end;
        continue;
      } else if (end < modules.getWidth()) {
        row.append('m').append(end - x).append(" 0");
      }
      x = end;
    }
    return row.toString();
  }

  /** What a reader of QR codes sees in such a drawing. */
  static String read(String svg) throws IOException, ReaderException {
    Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
    if (!size.find()) {
      throw new IOException("no drawing");
    }
    int width = Integer.parseInt(size.group(1)) * PIXELS;
    int[] pixels = new int[width * width];
    java.util.Arrays.fill(pixels, 0xFFFFFFFF);
    Matcher row = ROW.matcher(svg);
    while (row.find()) {
      int x = Integer.parseInt(row.group(1));
      int y = Integer.parseInt(row.group(2));
      Matcher run = RUN.matcher(row.group(3));
      while (run.find()) {
        if (run.group(1) == null) {
          x += Integer.parseInt(run.group(2));
          continue;
        }
        int end = x + Integer.parseInt(run.group(1));
        for (; x < end; x++) {
          dark(pixels, width, x, y);
        }
      }
    }
    return new QRCodeReader()
        .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, width, pixels))))
        .getText();
  }

  private static void dark(int[] pixels, int width, int x, int y) {
    for (int i = 0; i < PIXELS; i++) {
      for (int j = 0; j < PIXELS; j++) {
        pixels[(y * PIXELS + i) * width + x * PIXELS + j] = 0xFF000000;
      }
    }
  }
}
