/** The command line: options, progress display, summary, signals and exit codes. */
@NullMarked
package dev.ezcdc.loadgen.cli;

import org.jspecify.annotations.NullMarked;
