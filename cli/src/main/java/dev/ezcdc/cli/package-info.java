/** The commands of {@code ./cdc}, one class each. Start at {@link dev.ezcdc.cli.CdcCommand}. */
@NullMarked
package dev.ezcdc.cli;

import org.jspecify.annotations.NullMarked;
