package dev.baton.checkout;

import java.util.Locale;

/**
 * Every problem that Baton ever reports, as the last part of its type's address, its status and its
 * title. Each has a page at {@code /problems/{type}}; names never change.
 */
public enum ProblemType {
  // 400: the request isn't what the contract says
  INVALID_JSON(400, "The body is not valid JSON"),
  UNKNOWN_FIELD(400, "A field that the contract doesn't know"),
  DUPLICATE_FIELD(400, "A field stands twice"),
  MISSING_FIELD(400, "A required field is missing"),
  WRONG_TYPE(400, "A value has the wrong JSON type"),
  INVALID_PARAMETER(400, "A query or path parameter is wrong"),
  WEBHOOK_SIGNATURE_WRONG(400, "The event isn't signed as the payment provider signs"),
  WEBHOOK_TOO_OLD(400, "The event was signed too long ago, or in the future"),
  // 401: the token
  TOKEN_MISSING(401, "No checkout token"),
  TOKEN_MALFORMED(401, "Not a checkout token"),
  TOKEN_TOO_LARGE(401, "The token is larger than allowed"),
  TOKEN_WRONG_TYPE(401, "A token of another type"),
  TOKEN_WRONG_ALGORITHM(401, "The token's algorithm is not its key's"),
  TOKEN_CRITICAL_HEADER(401, "The token demands an extension"),
  TOKEN_UNKNOWN_KEY(401, "Signed with a key that isn't known here"),
  TOKEN_BAD_SIGNATURE(401, "The token's signature is wrong"),
  TOKEN_WRONG_ISSUER(401, "The token is from another environment"),
  TOKEN_WRONG_STOREFRONT(401, "The token is for another storefront"),
  TOKEN_NOT_YET_VALID(401, "The token is from the future"),
  TOKEN_EXPIRED(401, "The token has expired"),
  TOKEN_ENDED(401, "The checkout has reached its absolute end"),
  TOKEN_TOO_OLD(401, "Issued before the storefront's not-before"),
  TOKEN_UNKNOWN_FORMAT(401, "A token format from the future"),
  // 402, 403, 404, 405, 406, 413, 414, 415, 431
  PAYMENT_DECLINED(402, "The payment was declined"),
  ORIGIN_NOT_ALLOWED(403, "This origin is not the storefront's"),
  WEBHOOK_OTHER_ACCOUNT(403, "The event is of another account"),
  NOT_FOUND(404, "There is nothing here"),
  UNKNOWN_PAYMENT_PROVIDER(404, "Not the payment provider in use"),
  METHOD_NOT_ALLOWED(405, "Not with this method"),
  NOT_ACCEPTABLE(406, "No such representation"),
  BODY_TOO_LARGE(413, "The body is larger than allowed"),
  ADDRESS_TOO_LONG(414, "The address is longer than allowed"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body must be application/json"),
  HEADERS_TOO_LARGE(431, "The headers are larger than allowed"),
  // 409: the state or another party stands against it
  STEP_NOT_OPEN(409, "Not possible in this state"),
  CHECKOUT_DIVERGED(409, "Another copy of this checkout was carried further"),
  CHECKOUT_BUSY(409, "Another call on this checkout is being carried out"),
  TOTAL_CHANGED(409, "The total is not the expected one"),
  OUT_OF_STOCK(409, "Not enough in stock"),
  RENEWAL_LIMIT(409, "The reservation can't be extended any more"),
  PAYMENT_CHANGED(409, "Edited since it was paid"),
  TOO_MANY_ATTEMPTS(409, "Too many payment attempts"),
  PAYMENT_REFUSED(409, "The payment was not accepted for this checkout"),
  ORDER_REJECTED(409, "The order was rejected"),
  // 422: understood, but not possible
  INVALID_VALUE(422, "A value that isn't possible"),
  ASSERTION_REFUSED(422, "Nobody vouches for this customer"),
  UNKNOWN_STOREFRONT(422, "No such storefront"),
  CURRENCY_NOT_SOLD(422, "The storefront doesn't sell in this currency"),
  COUNTRY_NOT_SOLD(422, "The storefront doesn't sell to this country"),
  UNKNOWN_SKU(422, "Not sold here"),
  UNKNOWN_LINE(422, "No such line"),
  LINE_LIMIT(422, "Too many lines"),
  QUANTITY_LIMIT(422, "Too many units"),
  HOLD_LIMIT(422, "More units than one checkout may hold"),
  AMOUNT_TOO_LARGE(422, "An amount outside 2^53-1 minor units"),
  CODE_LIMIT(422, "Too many promotion codes"),
  PROMOTION_NOT_APPLICABLE(422, "The promotion doesn't apply"),
  UNKNOWN_PROMOTION(422, "No such promotion in this checkout"),
  ATTRIBUTE_NOT_ALLOWED(422, "An attribute that the storefront doesn't have"),
  SHIPPING_OPTION_UNAVAILABLE(422, "That shipping option is not offered"),
  RETURN_URL_NOT_ALLOWED(422, "Not a return address of the storefront"),
  UNKNOWN_PAYMENT_METHOD(422, "No such payment method"),
  STATE_TOO_LARGE(422, "The checkout no longer fits into a token"),
  // problems of a state; as an answer to a call they are a 409
  CHECKOUT_EMPTY(409, "Nothing to buy"),
  CUSTOMER_REQUIRED(409, "The customer is missing"),
  SHIPPING_ADDRESS_REQUIRED(409, "The shipping address is missing"),
  BILLING_ADDRESS_REQUIRED(409, "The billing address is missing"),
  ADDRESS_INCOMPLETE(409, "The address is incomplete"),
  SHIPPING_OPTION_REQUIRED(409, "No shipping option is chosen"),
  TAX_UNKNOWN(409, "The tax is not known"),
  QUOTE_EXPIRED(409, "A quote has expired"),
  QUOTE_DEGRADED(409, "A quote is out of date because its provider is down"),
  RESERVATION_DUE(409, "Better reserve now"),
  RESERVATION_CHANGED(409, "Edited since it was reserved"),
  RESERVATION_LOST(409, "The reservation has ended"),
  PAYMENT_REQUIRED(409, "Not paid"),
  // 5xx: faults; they say nothing secret
  INTERNAL_ERROR(500, "Something went wrong here"),
  PROVIDER_UNAVAILABLE(503, "A service behind the checkout is down"),
  WEBHOOK_BUSY(503, "The event's checkout is being worked on"),
  REDIS_UNAVAILABLE(503, "Reservations and payments are down"),
  OVERLOADED(503, "Too many calls at once");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The HTTP status when it answers a call. */
  public int status() {
    return status;
  }

  /** One line, the same for every occurrence. */
  public String title() {
    return title;
  }

  /** The last part of its address: {@code out-of-stock}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
