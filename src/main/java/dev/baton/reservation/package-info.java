/** Stock holds and the storage of the record, in Redis. */
@NullMarked
package dev.baton.reservation;

import org.jspecify.annotations.NullMarked;
