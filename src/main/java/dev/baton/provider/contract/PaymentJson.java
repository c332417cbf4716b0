package dev.baton.provider.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.baton.checkout.Money;
import dev.baton.payment.PaymentIntent;
import dev.baton.payment.PaymentIntent.NextAction;
import dev.baton.payment.PaymentProvider.Created;
import dev.baton.payment.PaymentProvider.NewIntent;
import dev.baton.payment.PaymentProvider.PaymentOption;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The documents of the payment port. */
public final class PaymentJson {
  private static final Pattern DECLINE_CODE = Pattern.compile("[\\w.:-]{1,64}");

  private PaymentJson() {}

  public static ObjectNode newIntent(NewIntent intent) {
    var json =
        ContractJson.object()
            .put("attempt", intent.attempt())
            .put("storefront", intent.storefront())
            .put("checkout", intent.checkout())
            .put("amount", intent.amount())
            .put("currency", intent.currency())
            .put("method", intent.method())
            .put("returnUrl", intent.returnUrl());
    PartsJson.map(json, "metadata", intent.metadata());
    return json;
  }

  public static NewIntent newIntent(Fields json) {
    return new NewIntent(
        json.text("attempt"),
        json.text("storefront"),
        json.text("checkout"),
        json.integer("amount", 1, Money.MAX),
        json.text("currency"),
        json.textOrNull("method"),
        json.textOrNull("returnUrl"),
        json.map("metadata"));
  }

  public static ObjectNode created(Created created) {
    return switch (created) {
      case Created.Made(var intent) -> {
        var json = ContractJson.object().put("result", "made");
        json.set("paymentIntent", intent(intent));
        yield json;
      }
      case Created.UnknownMethod() -> ContractJson.object().put("result", "unknown-method");
    };
  }

  public static Created created(Fields json) {
    return switch (json.text("result")) {
      case "made" -> new Created.Made(intent(json.object("paymentIntent")));
      case "unknown-method" -> new Created.UnknownMethod();
      default -> throw json.violation("result", "is an answer that the contract doesn't know");
    };
  }

  public static ObjectNode intent(PaymentIntent intent) {
    var json =
        ContractJson.object()
            .put("id", intent.id())
            .put("attempt", intent.attempt())
            .put("status", Words.of(intent.status()))
            .put("amount", intent.amount())
            .put("currency", intent.currency())
            .put("declineCode", intent.declineCode());
    nextAction(json, intent.nextAction());
    PartsJson.map(json, "metadata", intent.metadata());
    return json;
  }

  public static PaymentIntent intent(Fields json) {
    return new PaymentIntent(
        json.text("id"),
        json.text("attempt"),
        json.word("status", PaymentIntent.Status.class),
        json.amount("amount"),
        json.text("currency"),
        nextAction(json.objectOrNull("nextAction")),
        declineCode(json.textOrNull("declineCode")),
        json.map("metadata"));
  }

  /** A decline stands whatever its code looks like; the token keeps room for a short one. */
  private static @Nullable String declineCode(@Nullable String code) {
    return code != null && DECLINE_CODE.matcher(code).matches() ? code : null;
  }

  /** The intents found by an attempt, one at most. */
  public static ObjectNode intents(List<PaymentIntent> found) {
    var json = ContractJson.object();
    var array = json.putArray("paymentIntents");
    found.forEach(intent -> array.add(intent(intent)));
    return json;
  }

  public static List<PaymentIntent> intents(Fields json) {
    return json.list("paymentIntents", PaymentJson::intent);
  }

  public static ObjectNode options(List<PaymentOption> options) {
    var json = ContractJson.object();
    PartsJson.list(
        json,
        "options",
        options,
        (into, option) ->
            into.put("type", option.type()).put("label", option.label()).put("id", option.id()));
    return json;
  }

  public static List<PaymentOption> options(Fields json) {
    return json.list(
        "options",
        option ->
            new PaymentOption(option.text("type"), option.text("label"), option.textOrNull("id")));
  }

  private static void nextAction(ObjectNode into, @Nullable NextAction action) {
    switch (action) {
      case null -> into.putNull("nextAction");
      case NextAction.Redirect(var url) ->
          into.putObject("nextAction").put("type", "redirect").put("url", url);
      case NextAction.Provider(var data) ->
          PartsJson.map(into.putObject("nextAction").put("type", "provider"), "data", data);
    }
  }

  private static @Nullable NextAction nextAction(@Nullable Fields json) {
    if (json == null) {
      return null;
    }
    return switch (json.text("type")) {
      case "redirect" -> new NextAction.Redirect(json.text("url"));
      case "provider" -> new NextAction.Provider(json.map("data"));
      default -> throw json.violation("type", "is an action that the contract doesn't know");
    };
  }
}
