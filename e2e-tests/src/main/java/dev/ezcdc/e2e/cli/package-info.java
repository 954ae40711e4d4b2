/** The commands of {@code ./cdc}, one class each. */
@NullMarked
package dev.ezcdc.e2e.cli;

import org.jspecify.annotations.NullMarked;
