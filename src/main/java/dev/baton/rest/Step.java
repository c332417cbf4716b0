package dev.baton.rest;

import java.util.Locale;

/** The calls of the API, by the names that metrics use. */
enum Step {
  CREATE,
  READ,
  ACT,
  SHIPPING_OPTIONS,
  PAYMENT_OPTIONS,
  REFRESH,
  MERGE,
  LINK,
  RESERVE,
  RELEASE,
  PAY,
  COMPLETE,
  CANCEL,
  WEBHOOK;

  /** The name in metrics. */
  String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
