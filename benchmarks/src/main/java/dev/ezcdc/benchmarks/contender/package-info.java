/**
 * The decoders under test, and a check that all give the same answers.
 *
 * <p>This package is large because each contender is a separate class, and only the check may see their results.
 */
@NullMarked
package dev.ezcdc.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
