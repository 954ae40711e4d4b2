/** The composition root: the commands of {@code ./cdc}, one class each. Start at {@link dev.ezcdc.cli.Cdc}. */
@NullMarked
package dev.ezcdc.cli;

import org.jspecify.annotations.NullMarked;
