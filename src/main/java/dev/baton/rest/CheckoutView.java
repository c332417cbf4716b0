package dev.baton.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.baton.checkout.Assessment;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Contents;
import dev.baton.checkout.Line;
import dev.baton.checkout.LinePrice;
import dev.baton.checkout.Order;
import dev.baton.checkout.Payment;
import dev.baton.checkout.Problem;
import dev.baton.checkout.Promotion;
import dev.baton.checkout.Receipt;
import dev.baton.checkout.Reservation;
import dev.baton.checkout.Shipping;
import dev.baton.checkout.ShippingOption;
import dev.baton.checkout.Totals;
import dev.baton.token.VerifiedToken;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a checkout as the contract shows it, personal data masked. */
final class CheckoutView {
  private final VerifiedToken token;
  private final Assessment assessment;
  private final BaseAddress base;

  CheckoutView(VerifiedToken token, Assessment assessment, BaseAddress base) {
    this.token = token;
    this.assessment = assessment;
    this.base = base;
  }

  /** Writes it as one JSON object. */
  void write(JsonGenerator json) throws IOException {
    Checkout checkout = token.checkout();
    Contents contents = checkout.contents();
    json.writeStartObject();
    head(json, checkout, contents);
    lines(json, contents.lines());
    PersonalView.write(json, contents.personal());
    shipping(json, contents);
    promotions(json, contents.promotions());
    json.writeArrayFieldStart("giftCards");
    json.writeEndArray();
    json.writeObjectFieldStart("attributes");
    JsonBytes.members(json, contents.attributes());
    json.writeEndObject();
    totals(json);
    reservation(json, checkout.reservation());
    payment(json, checkout.payment());
    order(json, checkout);
    quotes(json, contents.receipts());
    problems(json);
    json.writeFieldName("next");
    JsonBytes.value(json, assessment.next());
    json.writeEndObject();
  }

  private void head(JsonGenerator json, Checkout checkout, Contents contents) throws IOException {
    json.writeStringField("id", contents.id());
    json.writeNumberField("revision", contents.revision());
    json.writeNumberField("epoch", contents.epoch());
    json.writeStringField("status", status(checkout));
    json.writeStringField("storefront", contents.storefront());
    json.writeStringField("currency", contents.currency());
    json.writeStringField("country", contents.effectiveCountry());
    json.writeStringField("locale", contents.locale());
    json.writeStringField("expiresAt", time(token.expiresAt()));
    json.writeStringField("endsAt", time(contents.endsAt()));
  }

  /** The status on the wire. */
  static String status(Checkout checkout) {
    return switch (checkout) {
      case Checkout.Open _ -> "open";
      case Checkout.Completing _ -> "completing";
      case Checkout.Cancelling _ -> "cancelling";
      case Checkout.Completed _ -> "completed";
      case Checkout.Cancelled _ -> "cancelled";
    };
  }

  private void lines(JsonGenerator json, List<Line> lines) throws IOException {
    json.writeArrayFieldStart("lines");
    for (Line line : lines) {
      LinePrice price = line.price();
      Totals.LineSum sum = assessment.totals().lines().get(line.id());
      json.writeStartObject();
      json.writeStringField("id", line.id());
      json.writeStringField("sku", line.sku());
      json.writeStringField("title", price == null ? null : price.title());
      json.writeObjectFieldStart("attributes");
      JsonBytes.members(json, line.attributes());
      json.writeEndObject();
      number(json, "available", line.available());
      json.writeFieldName("shippable");
      JsonBytes.value(json, price == null ? null : price.shippable());
      json.writeNumberField("quantity", line.quantity());
      number(json, "unitPrice", price == null ? null : price.unitPrice());
      number(json, "discount", sum == null ? null : sum.discount());
      number(json, "tax", sum == null ? null : sum.tax());
      number(json, "total", sum == null ? null : sum.total());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void shipping(JsonGenerator json, Contents contents) throws IOException {
    Shipping shipping = contents.shipping();
    json.writeFieldName("shipping");
    if (shipping == null || !contents.shippable()) {
      json.writeNull();
      return;
    }
    ShippingOption option = shipping.option();
    json.writeStartObject();
    if (option == null) {
      json.writeNullField("type");
      json.writeStringField("option", shipping.wanted());
      json.writeNullField("label");
      json.writeNullField("price");
    } else {
      option(json, option);
    }
    json.writeNumberField("discount", assessment.totals().shippingDiscount());
    number(json, "tax", assessment.totals().shippingTax());
    json.writeEndObject();
  }

  /** The members of a shipping option, chosen or offered. */
  static void option(JsonGenerator json, ShippingOption option) throws IOException {
    json.writeStringField("type", wire(option.type()));
    json.writeStringField("option", option.id());
    json.writeStringField("label", option.label());
    json.writeNumberField("price", option.price());
    if (option.location() != null) {
      json.writeStringField("location", option.location());
    }
    if (option.pickupAt() != null) {
      // A shop's address, not a shopper's.
      json.writeFieldName("pickupAt");
      PersonalView.address(json, option.pickupAt());
    }
  }

  private void promotions(JsonGenerator json, List<Promotion> promotions) throws IOException {
    json.writeArrayFieldStart("promotions");
    for (Promotion promotion : promotions) {
      json.writeStartObject();
      json.writeStringField("id", promotion.id());
      json.writeStringField("code", promotion.code());
      json.writeStringField("title", promotion.title());
      json.writeNumberField(
          "amount", assessment.totals().promotions().getOrDefault(promotion.id(), 0L));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void totals(JsonGenerator json) throws IOException {
    Totals totals = assessment.totals();
    json.writeObjectFieldStart("totals");
    json.writeNumberField("items", totals.items());
    json.writeNumberField("discount", totals.discount());
    json.writeNumberField("shipping", totals.shipping());
    json.writeNumberField("shippingDiscount", totals.shippingDiscount());
    number(json, "tax", totals.tax());
    json.writeBooleanField("taxIncluded", totals.taxIncluded());
    json.writeArrayFieldStart("taxes");
    for (Totals.TaxSum tax : totals.taxes()) {
      json.writeStartObject();
      json.writeStringField("name", tax.name());
      json.writeStringField("rate", tax.rate().stripTrailingZeros().toPlainString());
      json.writeNumberField("base", tax.base());
      json.writeNumberField("amount", tax.amount());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanField("estimated", totals.estimated());
    json.writeNumberField("total", totals.total());
    json.writeNumberField("giftCards", totals.giftCards());
    json.writeNumberField("paid", totals.paid());
    json.writeNumberField("due", totals.due());
    json.writeEndObject();
  }

  private void reservation(JsonGenerator json, Reservation reservation) throws IOException {
    json.writeObjectFieldStart("reservation");
    json.writeStringField("status", assessment.reservation());
    if (reservation.until() != null) {
      json.writeStringField("until", time(reservation.until()));
    }
    json.writeEndObject();
  }

  private void payment(JsonGenerator json, Payment payment) throws IOException {
    json.writeObjectFieldStart("payment");
    json.writeStringField("status", assessment.payment());
    if (payment.declineCode() != null) {
      json.writeStringField("declineCode", payment.declineCode());
    }
    json.writeEndObject();
  }

  private static void order(JsonGenerator json, Checkout checkout) throws IOException {
    json.writeFieldName("order");
    if (!(checkout instanceof Checkout.Completed completed)) {
      json.writeNull();
      return;
    }
    Order order = completed.order();
    json.writeStartObject();
    json.writeStringField("id", order.id());
    json.writeStringField("number", order.number());
    json.writeStringField("url", order.url());
    json.writeStringField("placedAt", time(order.placedAt()));
    json.writeStringField("status", wire(order.status()));
    json.writeEndObject();
  }

  private static void quotes(JsonGenerator json, List<Receipt> receipts) throws IOException {
    json.writeArrayFieldStart("quotes");
    for (Receipt receipt : receipts) {
      json.writeStartObject();
      json.writeStringField("port", receipt.port().wire());
      json.writeStringField("provider", receipt.provider());
      json.writeStringField("validUntil", time(receipt.validUntil()));
      json.writeBooleanField("degraded", receipt.degraded());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void problems(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("problems");
    for (Problem problem : assessment.problems()) {
      json.writeStartObject();
      json.writeStringField("type", base.problem(problem.type()));
      json.writeStringField("title", problem.type().title());
      json.writeStringField("pointer", problem.pointer());
      json.writeStringField("detail", problem.detail());
      JsonBytes.members(json, problem.extra());
      json.writeFieldName("blocks");
      JsonBytes.value(json, problem.blocks());
      json.writeFieldName("fix");
      JsonBytes.value(json, problem.fix());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, String name, @Nullable Long number)
      throws IOException {
    json.writeFieldName(name);
    JsonBytes.value(json, number);
  }

  /** In whole seconds, which is what every token keeps. */
  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String wire(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
