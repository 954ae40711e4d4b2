/** Tests of the command line and its output. */
@NullMarked
package dev.ezcdc.loadgen.cli;

import org.jspecify.annotations.NullMarked;
