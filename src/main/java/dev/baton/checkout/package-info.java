/**
 * The checkout itself: immutable state, actions, totals, problems and the quote ports. Knows no
 * framework.
 */
@NullMarked
package dev.baton.checkout;

import org.jspecify.annotations.NullMarked;
