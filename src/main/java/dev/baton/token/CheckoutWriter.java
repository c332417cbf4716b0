package dev.baton.token;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Order;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Receipt;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.Shipping;
import dev.baton.checkout.ShippingOption;
import dev.baton.checkout.Totals;
import dev.baton.token.Carried.Array;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code chk}, the state that anyone may read, arrays whose places have meanings.
 *
 * <ol start="0">
 *   <li>status, 1 currency, 2 country, 3 locale, 4 which personal fields are set (bits, see {@link
 *       PersonalFormat#present})
 *   <li value="5">sets of tax rates: each {@code [name, rate, name, rate, ...]}
 *   <li>kinds of goods: {@code [category, 1 if shippable, category, ...]}
 *   <li>lines: {@code [sku, quantity, title, unitPrice, kind, tax set, available, tax, discount,
 *       maxQuantity, [name, value, ...]]}; one without title isn't priced
 *   <li>shipping: {@code [wanted, wantedLocation, tax set, id, label, price, tax, discount, 1 if a
 *       pickup, location, [country, name, ...]]}
 *   <li>codes
 *   <li>promotions: {@code [id, effect, title, amount, code, 1 if limited, cap, [index or id of a
 *       line, ...]]}; the effect is a share as text, an amount, or absent for free shipping
 *   <li>attributes: {@code [name, value, ...]}
 *   <li>receipts: {@code [port, provider, input, validUntil, 1 if degraded]}
 *   <li>reservation: {@code [status, until, lines]}
 *   <li>payment: {@code [status, attempt, fixed, amount, declineCode]}
 *   <li>order: {@code [id, number, placedAt, status, url]}
 *   <li>totals: {@code [total, due, items, discount, shipping, shipping discount, tax, 1 if prices
 *       include it, gift cards, paid, [name, rate, base, amount, ...]]}
 *   <li>from format 2 on: the name of the key that the digests were made with
 * </ol>
 *
 * <p>An absent value is null, or missing at the end of its array. A line's id isn't written, since
 * it follows from SKU and attributes; neither are amounts that add up from others. What is reckoned
 * (tax, discount, totals) is there for readers at the edge; the gateway reckons it anew.
 */
final class CheckoutWriter {
  /** Places of what shipping comes to, absent while nothing fits the wish. */
  static final int OPTION_PLACES = 8;

  private final PositionalWriter out;
  private final Totals totals;
  private final Carried carried;
  private final LinesWriter lines;

  private CheckoutWriter(PositionalWriter out, Totals totals, Carried carried) {
    this.out = out;
    this.totals = totals;
    this.carried = carried;
    this.lines = new LinesWriter(out, totals, carried);
  }

  /**
   * Writes a state.
   *
   * @param carried what a later format had in the token that it came with
   */
  static void write(JsonGenerator json, Checkout checkout, Totals totals, Carried carried)
      throws IOException {
    new CheckoutWriter(new PositionalWriter(json), totals, carried).write(checkout);
  }

  private void write(Checkout checkout) throws IOException {
    Contents contents = checkout.contents();
    out.open()
        .text(Statuses.of(checkout))
        .text(contents.currency())
        .text(contents.country())
        .text(contents.locale())
        .number(PersonalFormat.present(contents.personal()));
    lines.tables(contents);
    lines.lines(contents.lines());
    shipping(contents.shipping());
    out.texts(contents.codes());
    lines.promotions(contents);
    out.pairs(contents.attributes());
    receipts(contents.receipts());
    switch (checkout) {
      case Checkout.Open open -> reservation(open.reservation());
      case Checkout.Completing completing -> reservation(completing.reservation());
      case Checkout.Cancelling cancelling -> reservation(cancelling.reservation());
      case Checkout.Completed completed -> out.absent();
      case Checkout.Cancelled cancelled -> out.absent();
    }
    payment(checkout.payment());
    order(checkout instanceof Checkout.Completed completed ? completed.order() : null);
    totals();
    Formats.write(out, contents);
    out.carried(carried.behind(Array.STATE, null)).close();
  }

  private void shipping(@Nullable Shipping shipping) throws IOException {
    if (shipping == null) {
      out.absent();
      return;
    }
    out.open()
        .text(shipping.wanted())
        .text(shipping.wantedLocation())
        .number(lines.taxSet(shipping.taxRates()));
    ShippingOption option = shipping.option();
    if (option == null) {
      out.skip(OPTION_PLACES);
    } else {
      out.text(option.id())
          .text(option.label())
          .number(option.price())
          .number(totals.shippingTax())
          .unlessZero(totals.shippingDiscount())
          .flag(option.type() == ShippingOption.Type.PICKUP)
          .text(option.location());
      PersonalFormat.write(out, option.pickupAt(), carried.behind(Array.PICKUP, option.id()));
    }
    out.carried(carried.behind(Array.SHIPPING, Carried.wish(shipping))).close();
  }

  private void receipts(List<Receipt> receipts) throws IOException {
    if (receipts.isEmpty()) {
      out.absent();
      return;
    }
    out.open();
    for (Receipt receipt : receipts) {
      out.open()
          .text(receipt.port().wire())
          .text(receipt.provider())
          .text(receipt.input())
          .time(receipt.validUntil())
          .flag(receipt.degraded())
          .carried(carried.behind(Array.RECEIPT, receipt.port().wire()))
          .close();
    }
    out.close();
  }

  private void reservation(Reservation reservation) throws IOException {
    if (reservation.equals(Reservation.NONE)) {
      out.absent();
    } else {
      out.open()
          .text(Statuses.of(reservation.status()))
          .time(reservation.until())
          .text(reservation.lines())
          .carried(carried.behind(Array.RESERVATION, null))
          .close();
    }
  }

  private void payment(Payment payment) throws IOException {
    if (payment.equals(Payment.NONE)) {
      out.absent();
    } else {
      out.open()
          .text(Statuses.of(payment.status()))
          .text(payment.attempt())
          .text(payment.fixed())
          .number(payment.amount())
          .text(payment.declineCode())
          .carried(carried.behind(Array.PAYMENT, payment.attempt()))
          .close();
    }
  }

  private void order(@Nullable Order order) throws IOException {
    if (order == null) {
      out.absent();
    } else {
      out.open()
          .text(order.id())
          .text(order.number())
          .time(order.placedAt())
          .text(Statuses.of(order.status()))
          .text(order.url())
          .carried(carried.behind(Array.ORDER, order.id()))
          .close();
    }
  }

  private void totals() throws IOException {
    out.open()
        .number(totals.total())
        .number(totals.due())
        .number(totals.items())
        .number(totals.discount())
        .number(totals.shipping())
        .number(totals.shippingDiscount())
        .number(totals.tax())
        .number(totals.taxIncluded() ? 1L : 0L)
        .unlessZero(totals.giftCards())
        .unlessZero(totals.paid());
    if (!totals.taxes().isEmpty()) {
      out.open();
      for (Totals.TaxSum sum : totals.taxes()) {
        out.text(sum.name()).decimal(sum.rate()).number(sum.base()).number(sum.amount());
      }
      out.close();
    }
    out.close();
  }
}
