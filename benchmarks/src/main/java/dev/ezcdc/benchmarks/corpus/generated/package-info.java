/** Generated corpora: Connect data with Debezium's schemas, written by Kafka's JsonConverter. */
@NullMarked
package dev.ezcdc.benchmarks.corpus.generated;

import org.jspecify.annotations.NullMarked;
