/** How fast the gateway is, against the framework it stands on: {@code ./baton bench}. */
@NullMarked
package dev.baton.bench;

import org.jspecify.annotations.NullMarked;
