@NullMarked
package dev.baton.completion.subscriber;

import org.jspecify.annotations.NullMarked;
