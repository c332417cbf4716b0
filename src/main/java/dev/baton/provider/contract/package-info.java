/**
 * The JSON of the provider contract ({@code provider-contract.yaml}), written and read strictly,
 * for those who ask providers and for those who serve a provider.
 */
@NullMarked
package dev.baton.provider.contract;

import org.jspecify.annotations.NullMarked;
