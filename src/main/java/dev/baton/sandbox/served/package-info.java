/**
 * The sandbox served to other gateways over the provider contract, and its books, when {@code
 * baton.sandbox.serve} is on.
 */
@NullMarked
package dev.baton.sandbox.served;

import org.jspecify.annotations.NullMarked;
