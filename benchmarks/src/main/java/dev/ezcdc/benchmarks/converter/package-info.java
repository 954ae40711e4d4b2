/** The time that a Kafka Connect worker needs to write a change as JSON. */
@NullMarked
package dev.ezcdc.benchmarks.converter;

import org.jspecify.annotations.NullMarked;
