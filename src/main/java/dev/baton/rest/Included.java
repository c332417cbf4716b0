package dev.baton.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.baton.checkout.Checkout;
import dev.baton.checkout.Port;
import dev.baton.checkout.ProviderException;
import dev.baton.checkout.Quote;
import dev.baton.checkout.ShippingOption;
import dev.baton.checkout.StepResult;
import dev.baton.checkout.Steps;
import dev.baton.completion.PaymentChoices;
import dev.baton.token.TokenCodec;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be chosen: beside a checkout when it is asked for, or alone. */
@ApplicationScoped
public class Included {
  private final Steps steps;
  private final TokenCodec codec;
  private final PaymentChoices choices;

  public Included(Steps steps, TokenCodec codec, PaymentChoices choices) {
    this.steps = steps;
    this.codec = codec;
    this.choices = choices;
  }

  /** A checkout with its shipping options asked; nothing of it is kept. */
  StepResult.Accepted quoted(Calls.Opened opened) {
    return CheckoutResource.accepted(
        steps.requote(
            opened.checkout(),
            opened.storefront(),
            false,
            true,
            codec.inputDigest(opened.checkout())));
  }

  /** Writes what was asked for as members of the answer. */
  JsonBytes.Writer in(
      Set<Include> include, Checkout checkout, Quote.@Nullable ShippingOptions options) {
    // Asked for before anything is written: a provider may fail.
    List<PaymentChoices.Choice> payment =
        include.contains(Include.PAYMENT_OPTIONS) ? choices.of(checkout.contents()) : List.of();
    return json -> {
      if (include.contains(Include.SHIPPING_OPTIONS)) {
        json.writeFieldName(Include.SHIPPING_OPTIONS.wire());
        if (options == null && checkout.contents().shippable()) {
          json.writeNull();
        } else {
          shipping(json, options == null ? List.of() : options.options());
        }
      }
      if (include.contains(Include.PAYMENT_OPTIONS)) {
        json.writeFieldName(Include.PAYMENT_OPTIONS.wire());
        payment(json, payment);
      }
    };
  }

  /** An answer of nothing else; a provider that is needed for it and down is a fault. */
  Response alone(Include what, Checkout checkout, Quote.@Nullable ShippingOptions options) {
    if (what == Include.SHIPPING_OPTIONS && options == null && checkout.contents().shippable()) {
      throw new ProviderException(Port.SHIPPING, ProviderException.Kind.UNKNOWN);
    }
    JsonBytes.Writer members = in(Set.of(what), checkout, options);
    byte[] body =
        JsonBytes.of(json -> {
          json.writeStartObject();
          members.write(json);
          json.writeEndObject();
        });
    return Response.ok(body, MediaType.APPLICATION_JSON_TYPE).build();
  }

  private static void shipping(JsonGenerator json, List<ShippingOption> options)
      throws IOException {
    json.writeStartArray();
    for (ShippingOption option : options) {
      json.writeStartObject();
      CheckoutView.option(json, option);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void payment(JsonGenerator json, List<PaymentChoices.Choice> choices)
      throws IOException {
    json.writeStartArray();
    for (PaymentChoices.Choice choice : choices) {
      json.writeStartObject();
      json.writeStringField("type", choice.type());
      json.writeStringField("label", choice.label());
      json.writeStringField("method", choice.method());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
