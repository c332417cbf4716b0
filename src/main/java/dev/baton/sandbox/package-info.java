/**
 * The sandbox: every port, complete and in process, with demo data, kept in memory. What it does
 * depends on nothing but its inputs, the clock and its books. The inputs that make it misbehave are
 * listed at {@link dev.baton.sandbox.Magic} and {@link dev.baton.sandbox.TestMethod}.
 */
@NullMarked
package dev.baton.sandbox;

import org.jspecify.annotations.NullMarked;
