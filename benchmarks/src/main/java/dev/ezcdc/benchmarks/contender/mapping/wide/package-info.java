/** Classes for the table {@code wide} and its forty columns. */
@NullMarked
package dev.ezcdc.benchmarks.contender.mapping.wide;

import org.jspecify.annotations.NullMarked;
