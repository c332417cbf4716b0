/** Simulated sales, to compare when to hold stock. */
@NullMarked
package dev.baton.simulation;

import org.jspecify.annotations.NullMarked;
