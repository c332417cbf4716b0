/** The adapters for providers that serve the published contract, {@code provider-contract.yaml}. */
@NullMarked
package dev.baton.provider.http;

import org.jspecify.annotations.NullMarked;
