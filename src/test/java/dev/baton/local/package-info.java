/**
 * The local harness: a real Redis and a real gateway process, for {@code ./baton run} and for the
 * tests. It is in test scope so that no server binary reaches a production build.
 */
@NullMarked
package dev.baton.local;

import org.jspecify.annotations.NullMarked;
