/** Measures the consumer's throughput from a topic to a file. */
@NullMarked
package dev.ezcdc.instruments.bench;

import org.jspecify.annotations.NullMarked;
