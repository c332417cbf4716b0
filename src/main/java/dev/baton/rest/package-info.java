/** The HTTP API: resources, strict reading, rendering, problems, CORS. */
@NullMarked
package dev.baton.rest;

import org.jspecify.annotations.NullMarked;
