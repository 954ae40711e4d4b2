/** The command line: options, what a person sees while the run lasts, the summary, signals and exit codes. */
@NullMarked
package dev.ezcdc.loadgen.cli;

import org.jspecify.annotations.NullMarked;
