/**
 * Those who are told of completed and cancelled checkouts, and how: CloudEvents, signed as Standard
 * Webhooks has it.
 */
@NullMarked
package dev.baton.completion.subscriber;

import org.jspecify.annotations.NullMarked;
