/** Tests of the served sandbox. */
@NullMarked
package dev.baton.sandbox.served;

import org.jspecify.annotations.NullMarked;
