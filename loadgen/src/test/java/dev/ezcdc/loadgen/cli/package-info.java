/** The rules of the command line and of what it prints. */
@NullMarked
package dev.ezcdc.loadgen.cli;

import org.jspecify.annotations.NullMarked;
