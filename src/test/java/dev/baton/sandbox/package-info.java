/** Tests of the sandbox, without a framework. */
@NullMarked
package dev.baton.sandbox;

import org.jspecify.annotations.NullMarked;
