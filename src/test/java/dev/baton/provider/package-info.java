/** Tests of the adapters' selection and of the quote rounds. */
@NullMarked
package dev.baton.provider;

import org.jspecify.annotations.NullMarked;
