/** The checkout token: codec, key ring, formats and refusals. */
@NullMarked
package dev.baton.token;

import org.jspecify.annotations.NullMarked;
