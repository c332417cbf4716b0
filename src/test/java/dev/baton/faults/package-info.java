/** Breaks everything on purpose, and audits the books afterwards. */
@NullMarked
package dev.baton.faults;

import org.jspecify.annotations.NullMarked;
