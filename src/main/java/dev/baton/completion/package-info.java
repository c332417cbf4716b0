/**
 * The shell that performs the effects of the anchors: reserve, release, pay, complete and cancel.
 */
@NullMarked
package dev.baton.completion;

import org.jspecify.annotations.NullMarked;
