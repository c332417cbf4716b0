package dev.baton.token;

import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Line;
import dev.baton.checkout.LinePrice;
import dev.baton.checkout.Order;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Reservation;

/** Cuts titles of lines to what a token carries of them: 40 bytes of UTF-8, whole code points. */
final class Titles {
  private static final int LIMIT = 40;

  private Titles() {}

  /** The checkout as a token carries it; the same object when nothing is cut. */
  static Checkout cut(Checkout checkout) {
    Contents contents = cut(checkout.contents());
    if (contents == checkout.contents()) {
      return checkout;
    }
    return switch (checkout) {
      case Checkout.Open open -> open.with(contents);
      case Checkout.Completing(Contents before, Reservation reservation, Payment payment) ->
          new Checkout.Completing(contents, reservation, payment);
      case Checkout.Cancelling(Contents before, Reservation reservation, Payment payment) ->
          new Checkout.Cancelling(contents, reservation, payment);
      case Checkout.Completed(Contents before, Payment payment, Order order) ->
          new Checkout.Completed(contents, payment, order);
      case Checkout.Cancelled(Contents before, Payment payment) ->
          new Checkout.Cancelled(contents, payment);
    };
  }

  private static Contents cut(Contents contents) {
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
