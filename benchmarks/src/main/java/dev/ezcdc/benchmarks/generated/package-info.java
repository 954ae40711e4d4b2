/** Corpora that are made, not captured: Connect's data after Debezium's schemas, written by Kafka's own JsonConverter. */
@NullMarked
package dev.ezcdc.benchmarks.generated;

import org.jspecify.annotations.NullMarked;
