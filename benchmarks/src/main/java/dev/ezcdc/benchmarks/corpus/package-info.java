/** The input: records captured from a real stack or generated, in a ring that a benchmark cycles through. */
@NullMarked
package dev.ezcdc.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
