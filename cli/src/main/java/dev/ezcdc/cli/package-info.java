/**
 * The commands of {@code ./cdc}, one class each. Start at {@link dev.ezcdc.cli.CdcCommand}. This package is large because
 * all commands share its options, which are package-private.
 */
@NullMarked
package dev.ezcdc.cli;

import org.jspecify.annotations.NullMarked;
