/** Captures the benchmarks' corpora from a real stack. */
@NullMarked
package dev.ezcdc.instruments.corpus;

import org.jspecify.annotations.NullMarked;
