package dev.baton.rest;

import static dev.baton.checkout.Moves.CREATE;
import static dev.baton.checkout.Moves.MERGE;
import static dev.baton.checkout.Moves.PAY;
import static dev.baton.checkout.Moves.READ;
import static dev.baton.checkout.Moves.REFRESH;
import static dev.baton.checkout.Moves.RESERVE;

import dev.baton.checkout.ProblemType;
import dev.baton.checkout.Refusal;
import java.util.List;

/**
 * What mends a problem that answers a call, unless the refusal itself says so: actions and
 * operations as in {@code next}, those that are open in every state, and {@code repeat}.
 */
final class Fixes {
  /** The same call again: corrected where the pointer and the detail say, or later. */
  static final String REPEAT = "repeat";

  private static final List<String> AGAIN = List.of(REPEAT);
  private static final List<String> ANEW = List.of(CREATE);
  private static final List<String> FEWER = List.of("set-quantity", "remove-line");

  /** Only the operator can do something about it, or nobody. */
  private static final List<String> NOTHING = List.of();

  private Fixes() {}

  static List<String> of(Refusal refusal) {
    // A token in the body is a value like any other: it is left out, or replaced by a good one.
    return refusal.type().status() == 401 && refusal.pointer() != null ? AGAIN : of(refusal.type());
  }

  private static List<String> of(ProblemType type) {
    return switch (type) {
      case INVALID_JSON,
          UNKNOWN_FIELD,
          DUPLICATE_FIELD,
          MISSING_FIELD,
          WRONG_TYPE,
          INVALID_PARAMETER,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          NOT_ACCEPTABLE,
          BODY_TOO_LARGE,
          ADDRESS_TOO_LONG,
          HEADERS_TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          INVALID_VALUE,
          UNKNOWN_STOREFRONT,
          CURRENCY_NOT_SOLD,
          COUNTRY_NOT_SOLD,
          UNKNOWN_SKU,
          UNKNOWN_LINE,
          QUANTITY_LIMIT,
          AMOUNT_TOO_LARGE,
          UNKNOWN_PROMOTION,
          ATTRIBUTE_NOT_ALLOWED,
          RETURN_URL_NOT_ALLOWED ->
          AGAIN;
      case TOTAL_CHANGED,
          CHECKOUT_BUSY,
          INTERNAL_ERROR,
          PROVIDER_UNAVAILABLE,
          WEBHOOK_BUSY,
          REDIS_UNAVAILABLE,
          OVERLOADED,
          TOKEN_NOT_YET_VALID,
          TOKEN_UNKNOWN_FORMAT ->
          AGAIN;
      case TOKEN_MISSING,
          TOKEN_MALFORMED,
          TOKEN_TOO_LARGE,
          TOKEN_WRONG_TYPE,
          TOKEN_WRONG_ALGORITHM,
          TOKEN_CRITICAL_HEADER,
          TOKEN_BAD_SIGNATURE ->
          List.of(REPEAT, CREATE);
      case TOKEN_UNKNOWN_KEY,
          TOKEN_WRONG_ISSUER,
          TOKEN_WRONG_STOREFRONT,
          TOKEN_EXPIRED,
          TOKEN_ENDED,
          TOKEN_TOO_OLD,
          TOO_MANY_ATTEMPTS ->
          ANEW;
      case WEBHOOK_SIGNATURE_WRONG,
          WEBHOOK_TOO_OLD,
          WEBHOOK_OTHER_ACCOUNT,
          UNKNOWN_PAYMENT_PROVIDER,
          ORIGIN_NOT_ALLOWED,
          PAYMENT_REFUSED ->
          NOTHING;
      // Which ones are open, the checkout's "next" says.
      case STEP_NOT_OPEN -> List.of(READ);
      case CHECKOUT_DIVERGED -> List.of(MERGE);
      case OUT_OF_STOCK, HOLD_LIMIT -> FEWER;
      case PAYMENT_DECLINED,
          UNKNOWN_PAYMENT_METHOD,
          PAYMENT_CHANGED,
          PAYMENT_REQUIRED,
          RENEWAL_LIMIT,
          ORDER_REJECTED ->
          List.of(PAY);
      case ASSERTION_REFUSED, CUSTOMER_REQUIRED -> List.of("set-customer");
      case LINE_LIMIT, STATE_TOO_LARGE -> List.of("remove-line");
      case CODE_LIMIT -> List.of("remove-promotion");
      case PROMOTION_NOT_APPLICABLE -> List.of("apply-promotion");
      case SHIPPING_OPTION_UNAVAILABLE -> List.of("choose-shipping-option", "set-shipping-address");
      case SHIPPING_OPTION_REQUIRED -> List.of("choose-shipping-option");
      case CHECKOUT_EMPTY -> List.of("add-line");
      case SHIPPING_ADDRESS_REQUIRED -> List.of("set-shipping-address");
      case BILLING_ADDRESS_REQUIRED -> List.of("set-billing-address");
      case ADDRESS_INCOMPLETE -> List.of("set-shipping-address", "set-billing-address");
      case TAX_UNKNOWN -> List.of("set-shipping-address", REFRESH);
      case QUOTE_EXPIRED, QUOTE_DEGRADED -> List.of(REFRESH);
      case RESERVATION_DUE, RESERVATION_CHANGED, RESERVATION_LOST -> List.of(RESERVE);
    };
  }
}
