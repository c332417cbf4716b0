/** A checkout gateway that keeps no carts: where it starts. */
@NullMarked
package dev.baton;

import org.jspecify.annotations.NullMarked;
