/** The HTTP API, tested in pieces and end to end. */
@NullMarked
package dev.baton.rest;

import org.jspecify.annotations.NullMarked;
