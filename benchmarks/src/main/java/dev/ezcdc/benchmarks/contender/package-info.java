/** The decoders under test, and a check that all give the same answers. */
@NullMarked
package dev.ezcdc.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
