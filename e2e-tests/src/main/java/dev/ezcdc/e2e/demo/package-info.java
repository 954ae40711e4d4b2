/** {@code ./cdc demo}: stack, load and consumer at once. */
@NullMarked
package dev.ezcdc.e2e.demo;

import org.jspecify.annotations.NullMarked;
