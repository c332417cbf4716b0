/** The completion function explored against modelled neighbours. */
@org.jspecify.annotations.NullMarked
package dev.baton.payment;
