package dev.baton.checkout;

import java.time.Instant;

/**
 * Who gave a quote, for which input, until when.
 *
 * @param input digest of everything the quote depends on; the quote stands only while this matches
 * @param degraded true when the provider was down and its last answer is used past {@code
 *     validUntil}
 */
public record Receipt(
    Port port, String provider, String input, Instant validUntil, boolean degraded) {}
