/**
 * Payment and completion as pure state machines, with the payment, order and screening ports. Knows
 * no framework.
 */
@NullMarked
package dev.baton.payment;

import org.jspecify.annotations.NullMarked;
