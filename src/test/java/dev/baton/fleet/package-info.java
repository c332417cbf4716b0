/** Several gateways, each a process of its own, on one Redis and one served sandbox. */
@NullMarked
package dev.baton.fleet;

import org.jspecify.annotations.NullMarked;
