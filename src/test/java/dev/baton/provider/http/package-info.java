/** Tests of the http adapters, of the served sandbox, and of the contract between them. */
@NullMarked
package dev.baton.provider.http;

import org.jspecify.annotations.NullMarked;
