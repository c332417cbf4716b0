/** Metrics, health, start-up checks and the clock. */
@NullMarked
package dev.baton.observability;

import org.jspecify.annotations.NullMarked;
