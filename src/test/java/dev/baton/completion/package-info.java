/** The anchors, with the real Redis and the sandbox. */
@org.jspecify.annotations.NullMarked
package dev.baton.completion;
