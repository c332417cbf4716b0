package dev.baton.rest;

import dev.baton.checkout.ProblemType;

/**
 * What the page of a problem says.
 *
 * @param meaning what happened
 * @param remedy what the client does about it
 */
record ProblemText(String meaning, String remedy) {

  static ProblemText of(ProblemType type) {
    return switch (type) {
      case INVALID_JSON ->
          new ProblemText(
              "The body is empty, isn't UTF-8, breaks the grammar of RFC 8259, holds "
                  + "NaN or Infinity, goes on after its end, or is nested deeper than 16 "
                  + "levels.",
              "Send one JSON object. The detail gives line and column, the pointer "
                  + "the value that was being read.");
      case UNKNOWN_FIELD ->
          new ProblemText(
              "The body has a field that this call doesn't have, often a misspelt "
                  + "one. Nothing is ignored, because an ignored field is a wish that was "
                  + "lost.",
              "Remove or rename the field at the pointer.");
      case DUPLICATE_FIELD ->
          new ProblemText(
              "An object has the same field twice, and readers would differ on which "
                  + "one counts.",
              "Send the field at the pointer once.");
      case MISSING_FIELD ->
          new ProblemText(
              "A field that this call can't do without isn't there.",
              "Add the field at the pointer.");
      case WRONG_TYPE ->
          new ProblemText(
              "A value has another JSON type than the contract says. A number in "
                  + "quotes is no number, and 2.0 is no integer.",
              "Send the type that the detail names.");
      case INVALID_PARAMETER ->
          new ProblemText(
              "A parameter of the query or the path can't be read.",
              "See the detail, and \"known\" for what is possible.");
      case WEBHOOK_SIGNATURE_WRONG ->
          new ProblemText(
              "The header Stripe-Signature is missing or malformed, or none of its signatures"
                  + " was made over these bytes with a secret that this gateway knows.",
              "For operators: set baton.webhook.secrets to the signing secret of this"
                  + " endpoint; while it is being changed, to both.");
      case WEBHOOK_TOO_OLD ->
          new ProblemText(
              "The signature is right, but it was made longer ago than is tolerated, or in the"
                  + " future. Whoever recorded an event can't send it again later.",
              "For operators: check the clocks. The provider signs anew whenever it sends an"
                  + " event again.");
      case TOKEN_MISSING ->
          new ProblemText(
              "The call needs a checkout token, and none came.",
              "Send the newest token as \"Authorization: Bearer\". Never put it into "
                  + "an address.");
      case TOKEN_MALFORMED ->
          new ProblemText(
              "What was sent isn't shaped as a checkout token.",
              "Send the token exactly as it was given out, in one Authorization " + "header.");
      case TOKEN_TOO_LARGE ->
          new ProblemText(
              "The token is longer than any that this gateway gives out.",
              "Send the token as it was given out; this one was tampered with or "
                  + "isn't one of ours.");
      case TOKEN_WRONG_TYPE ->
          new ProblemText(
              "This is a signed token, but not of the type that carries a checkout.",
              "Send the token of the member \"token\" of an answer.");
      case TOKEN_WRONG_ALGORITHM ->
          new ProblemText(
              "The token names an algorithm that its key isn't for. The key decides "
                  + "the algorithm, never the token.",
              "Send a token that was given out by this gateway.");
      case TOKEN_CRITICAL_HEADER ->
          new ProblemText(
              "The token's header demands that an extension be understood, and no "
                  + "checkout token has any.",
              "Send a token that was given out by this gateway.");
      case TOKEN_UNKNOWN_KEY ->
          new ProblemText(
              "The token names a signing key that this gateway doesn't have, or no "
                  + "longer trusts.",
              "Create a new checkout. If this happens to every token, ask the "
                  + "operator which keys are in use.");
      case TOKEN_BAD_SIGNATURE ->
          new ProblemText(
              "The token was changed after it was signed, or signed by somebody else.",
              "Send the token as it was given out, or create a new checkout.");
      case TOKEN_WRONG_ISSUER ->
          new ProblemText(
              "The token is genuine, but from another environment.",
              "Use the tokens of one environment only there.");
      case TOKEN_WRONG_STOREFRONT ->
          new ProblemText(
              "The token is for a storefront that isn't configured here.",
              "Ask the operator for the storefront's configuration.");
      case TOKEN_NOT_YET_VALID ->
          new ProblemText(
              "The token says that it was issued in the future: the clocks of two "
                  + "instances differ.",
              "Try again in a moment; tell the operator if it stays so.");
      case TOKEN_EXPIRED ->
          new ProblemText(
              "The token wasn't used for too long.",
              "Create a new checkout with it as \"from\": that brings its lines and codes along, at"
                  + " today's prices. Or begin anew.");
      case TOKEN_ENDED ->
          new ProblemText(
              "The checkout has reached its absolute end, which no step moves.",
              "Create a new checkout.");
      case TOKEN_TOO_OLD ->
          new ProblemText(
              "The storefront has withdrawn every token issued before a certain time.",
              "Create a new checkout.");
      case TOKEN_UNKNOWN_FORMAT ->
          new ProblemText(
              "The token was written by a later version of the gateway than this one "
                  + "can read.",
              "Try again in a moment: an update is being rolled out.");
      case PAYMENT_DECLINED ->
          new ProblemText(
              "The payment method was declined. Why is known to the shopper's bank. "
                  + "The problem carries the new token and checkout.",
              "Let the shopper choose another method, and pay again with the token "
                  + "that came with this problem.");
      case ORIGIN_NOT_ALLOWED ->
          new ProblemText(
              "The browser page that made the call isn't one of the storefront's.",
              "Add the page's origin to the storefront's origins, or call from a page"
                  + " of the storefront.");
      case WEBHOOK_OTHER_ACCOUNT ->
          new ProblemText(
              "The event is signed well, and of another account than the one that this gateway"
                  + " takes payments with.",
              "For operators: send each account's events to its own gateway, or correct"
                  + " baton.webhook.account.");
      case UNKNOWN_PAYMENT_PROVIDER ->
          new ProblemText(
              "The address names a payment provider that this gateway doesn't use.",
              "For operators: the address ends in the name of the adapter in use and /webhook:"
                  + " /v1/payments/http/webhook, say.");
      case NOT_FOUND ->
          new ProblemText("There is no such address.", "Compare the path with /openapi.");
      case METHOD_NOT_ALLOWED ->
          new ProblemText(
              "The address exists, but not with this method.",
              "Use a method that the header Allow names.");
      case NOT_ACCEPTABLE ->
          new ProblemText(
              "The Accept header asks for media types that this address doesn't have.",
              "Accept application/json.");
      case BODY_TOO_LARGE ->
          new ProblemText(
              "The body has more bytes than any call needs.",
              "Send at most 64 KiB; spread many actions over several calls.");
      case ADDRESS_TOO_LONG ->
          new ProblemText(
              "The path and the query together are longer than any that a call needs.",
              "Send at most 4096 characters. A token belongs into the header Authorization.");
      case HEADERS_TOO_LARGE ->
          new ProblemText(
              "The headers have more bytes in all than are allowed; the token is often the largest"
                  + " of them.",
              "Send at most 32 KiB: no cookies, which no call needs, and one token.");
      case UNSUPPORTED_MEDIA_TYPE ->
          new ProblemText(
              "The body isn't declared as JSON.", "Send \"Content-Type: application/json\".");
      case STEP_NOT_OPEN ->
          new ProblemText(
              "The state of the checkout doesn't allow this action or operation now.",
              "Do what \"next\" of the checkout lists; \"problems\" says what stands "
                  + "against the rest.");
      case CHECKOUT_DIVERGED ->
          new ProblemText(
              "Another copy of this checkout (another tab, another device) has "
                  + "reserved, released or paid since. The problem says what is held, paid and "
                  + "ordered.",
              "Do what \"fix\" says: refresh a token that is only older, or merge with "
                  + "\"current\", which brings what this copy has changed to what the other "
                  + "one did. Then repeat the call with the new token.");
      case CHECKOUT_BUSY ->
          new ProblemText(
              "Another call on this checkout is being carried out at this moment.",
              "Repeat the call after the time that Retry-After gives.");
      case TOTAL_CHANGED ->
          new ProblemText(
              "The total isn't the one that the caller expected, so nothing was ordered."
                  + " The problem shows both, and what changed.",
              "Show the shopper the new total, and repeat the call with it. Where the order backend"
                  + " found the difference, the payment is void: go on with the problem's token,"
                  + " refresh, and pay again.");
      case OUT_OF_STOCK ->
          new ProblemText(
              "There isn't enough of a line in stock. The problem says how many there" + " are.",
              "Lower the quantity or remove the line.");
      case RENEWAL_LIMIT ->
          new ProblemText(
              "The reservation was extended as often as allowed. It stands until its end.",
              "Pay before \"heldUntil\": paying needs no reservation, and holds the stock itself.");
      case PAYMENT_CHANGED ->
          new ProblemText(
              "The checkout was edited after it was paid, so what was paid isn't what"
                  + " would be ordered.",
              "Pay again with the newest token: the earlier payment is cancelled " + "then.");
      case TOO_MANY_ATTEMPTS ->
          new ProblemText(
              "This checkout has used up its payment attempts.", "Create a new checkout.");
      case PAYMENT_REFUSED ->
          new ProblemText(
              "The payment isn't accepted for this checkout. Why isn't told.",
              "Let the shopper contact the shop.");
      case ORDER_REJECTED ->
          new ProblemText(
              "The order backend rejected the order; its code says why. What was "
                  + "authorised is being released. The problem carries the new token and "
                  + "checkout.",
              "Mend what the code names, and pay again with the token that came with "
                  + "this problem.");
      case INVALID_VALUE ->
          new ProblemText(
              "A value has the right type, but can't be: too long, not in a list, "
                  + "with control characters, no such country, and so on.",
              "Correct the value at the pointer as the detail says.");
      case ASSERTION_REFUSED ->
          new ProblemText(
              "Nobody whom the storefront trusts says who this customer is: the assertion has "
                  + "expired, is for somebody else, or its issuer isn't configured for this "
                  + "storefront.",
              "Get a new assertion from the sign-in and send it again; or leave it out, and the "
                  + "customer is a guest.");
      case UNKNOWN_STOREFRONT ->
          new ProblemText(
              "No storefront of this id is configured here.", "Check the storefront's id.");
      case CURRENCY_NOT_SOLD ->
          new ProblemText(
              "The storefront has no prices in this currency.",
              "Use one of the storefront's currencies.");
      case COUNTRY_NOT_SOLD ->
          new ProblemText(
              "The storefront doesn't sell to this country.",
              "Use one of the storefront's countries, or another address.");
      case UNKNOWN_SKU ->
          new ProblemText(
              "The storefront doesn't sell what this SKU names.",
              "Correct the SKU, or leave the line out.");
      case UNKNOWN_LINE ->
          new ProblemText(
              "The checkout has no line of this id. Ids of lines follow from SKU and "
                  + "attributes.",
              "Take the id from \"lines\" of the newest checkout.");
      case LINE_LIMIT ->
          new ProblemText(
              "The checkout would have more lines than allowed.", "Split the purchase.");
      case QUANTITY_LIMIT ->
          new ProblemText(
              "A line would have more units than one checkout may buy.",
              "Lower the quantity; the problem says the limit.");
      case HOLD_LIMIT ->
          new ProblemText(
              "Reserving and paying hold every unit, and the lines have more of them than one"
                  + " checkout may hold.",
              "Lower quantities; the problem says the limit. Or split the purchase.");
      case AMOUNT_TOO_LARGE ->
          new ProblemText(
              "An amount would leave what every JSON reader holds exactly, 2^53-1 "
                  + "minor units.",
              "Lower the quantities.");
      case CODE_LIMIT ->
          new ProblemText(
              "The checkout already has as many promotion codes as allowed.", "Remove one first.");
      case PROMOTION_NOT_APPLICABLE ->
          new ProblemText(
              "The code is unknown, has expired, is used up, or doesn't apply to " + "these lines.",
              "Tell the shopper; the rest of the checkout stands.");
      case UNKNOWN_PROMOTION ->
          new ProblemText(
              "The checkout has no promotion of this id that a shopper applied.",
              "Take the id from \"promotions\" of the newest checkout; one without a "
                  + "code can't be removed.");
      case ATTRIBUTE_NOT_ALLOWED ->
          new ProblemText(
              "The storefront has no attribute of this name.",
              "Use one of the storefront's attribute names.");
      case SHIPPING_OPTION_UNAVAILABLE ->
          new ProblemText(
              "The shipping option isn't offered for these lines and this address.",
              "Ask for the shipping options, and choose one of them.");
      case RETURN_URL_NOT_ALLOWED ->
          new ProblemText(
              "The shopper would be sent back to an address that isn't the " + "storefront's.",
              "Use an address below one of the storefront's return addresses.");
      case UNKNOWN_PAYMENT_METHOD ->
          new ProblemText(
              "The payment provider knows no such payment method.",
              "Take one from the payment options, or from the provider's own client " + "code.");
      case STATE_TOO_LARGE ->
          new ProblemText(
              "With this change the checkout wouldn't fit into a token any more. "
                  + "Nothing was cut; nothing was done.",
              "Use fewer lines or shorter attributes.");
      case CHECKOUT_EMPTY -> new ProblemText("There is nothing to buy.", "Add a line.");
      case CUSTOMER_REQUIRED -> new ProblemText("Nobody is named who buys.", "Set the customer.");
      case SHIPPING_ADDRESS_REQUIRED ->
          new ProblemText(
              "Something has to be brought to the shopper, and nobody said where.",
              "Set the shipping address, or choose a pickup.");
      case BILLING_ADDRESS_REQUIRED ->
          new ProblemText(
              "Without a shipping address a billing address is needed.",
              "Set the billing address.");
      case ADDRESS_INCOMPLETE ->
          new ProblemText(
              "The address lacks something that its country needs.",
              "Complete the address at the pointer.");
      case SHIPPING_OPTION_REQUIRED ->
          new ProblemText(
              "Something has to be brought to the shopper, and nobody said how; or "
                  + "the way chosen is no longer offered.",
              "Choose a shipping option.");
      case TAX_UNKNOWN ->
          new ProblemText(
              "The tax of something isn't known, so it isn't in the total, and the "
                  + "total is only estimated.",
              "Complete the address; if it is complete, refresh.");
      case QUOTE_EXPIRED ->
          new ProblemText(
              "A price, a shipping price or a tax rate is older than its provider " + "stands by.",
              "Refresh.");
      case QUOTE_DEGRADED ->
          new ProblemText(
              "A provider is down, and its last answer is used beyond its time. That "
                  + "is good enough for looking, not for buying.",
              "Refresh in a moment.");
      case RESERVATION_CHANGED ->
          new ProblemText(
              "The lines were edited since they were reserved.",
              "Reserve again: the holds are adjusted by the difference.");
      case RESERVATION_DUE ->
          new ProblemText(
              "A notice: this storefront reserves at this point of a checkout, or a line may soon be"
                  + " gone.",
              "Reserve. It blocks nothing: paying holds the stock in any case, if there still is"
                  + " any.");
      case RESERVATION_LOST -> new ProblemText("The reservation has ended.", "Reserve again.");
      case PAYMENT_REQUIRED ->
          new ProblemText(
              "The checkout isn't paid.",
              "Pay, and do what the answer's nextAction says. Repeating the call to pay returns it"
                  + " again.");
      case INTERNAL_ERROR ->
          new ProblemText(
              "Something went wrong in the gateway. It was logged with the checkout's"
                  + " id; nothing else is told.",
              "Repeat the call: steps are repeatable. Tell the operator if it stays " + "so.");
      case PROVIDER_UNAVAILABLE ->
          new ProblemText(
              "A service that this call needs (pricing, stock, shipping, tax, "
                  + "payment, orders, screening or a sign-in's keys) doesn't answer. The problem "
                  + "names the port, if it has one.",
              "Repeat the call after the time that Retry-After gives.");
      case WEBHOOK_BUSY ->
          new ProblemText(
              "Somebody is working on the event's checkout, or what this needs is down: nothing"
                  + " is known yet of which the event would have to be acknowledged.",
              "Send the event again later, as payment providers do.");
      case REDIS_UNAVAILABLE ->
          new ProblemText(
              "Reservations and payments can't be reached. Every other step still " + "works.",
              "Repeat the call after the time that Retry-After gives.");
      case OVERLOADED ->
          new ProblemText(
              "The instance has as many calls under way as it takes at once, and refused this one"
                  + " before it began. Paying and completing have places of their own.",
              "Repeat the call after the time that Retry-After gives, each time later. For"
                  + " operators: add instances, or raise baton.overload.steps or .anchors.");
    };
  }
}
