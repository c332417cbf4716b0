/** Runs the scenarios of {@code loadtest/} against instances of this machine. */
@NullMarked
package dev.baton.load;

import org.jspecify.annotations.NullMarked;
