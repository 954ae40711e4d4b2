/** Captures the benchmarks' corpora from the real stack. */
@NullMarked
package dev.ezcdc.e2e.corpus;

import org.jspecify.annotations.NullMarked;
