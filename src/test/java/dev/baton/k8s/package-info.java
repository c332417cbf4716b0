/** The manifests in k8s/, built as an operator builds them and checked without a cluster. */
@NullMarked
package dev.baton.k8s;

import org.jspecify.annotations.NullMarked;
