/** Which adapter answers each port, and how the quote ports are asked together. */
@NullMarked
package dev.baton.provider;

import org.jspecify.annotations.NullMarked;
