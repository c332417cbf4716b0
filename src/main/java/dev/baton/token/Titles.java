package dev.baton.token;

import dev.baton.checkout.Contents;
import dev.baton.checkout.Line;
import dev.baton.checkout.LinePrice;

/** Cuts titles of lines to what a token carries of them: 40 bytes of UTF-8, whole code points. */
final class Titles {
  private static final int LIMIT = 40;

  private Titles() {}

  /** The contents as a token carries them; the same object when nothing is cut. */
  static Contents cut(Contents contents) {
    return contents.lines().stream().noneMatch(Titles::isLong)
        ? contents
        : contents.withLines(contents.lines().stream().map(Titles::cut).toList());
  }

  private static boolean isLong(Line line) {
    return line.price() != null && end(line.price().title()) < line.price().title().length();
  }

  private static Line cut(Line line) {
    LinePrice price = line.price();
    return price == null
        ? line
        : new Line(
            line.id(),
            line.sku(),
            line.attributes(),
            line.quantity(),
            new LinePrice(
                price.title().substring(0, end(price.title())),
                price.unitPrice(),
                price.shippable(),
                price.taxCategory(),
                price.maxQuantity()),
            line.available(),
            line.taxRates());
  }

  private static int end(String title) {
    if (title.length() * 3 <= LIMIT) {
      return title.length();
    }
    int bytes = 0;
    for (int i = 0; i < title.length(); i += Character.charCount(title.codePointAt(i))) {
      bytes += size(title.codePointAt(i));
      if (bytes > LIMIT) {
        return i;
      }
    }
    return title.length();
  }

  private static int size(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
