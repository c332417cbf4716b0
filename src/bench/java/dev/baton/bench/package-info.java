/** What only the benchmarked build contains. */
@NullMarked
package dev.baton.bench;

import org.jspecify.annotations.NullMarked;
