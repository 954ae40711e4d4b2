/**
 * Reads Debezium's topics and passes each decoded record to a {@link dev.ezcdc.consumer.ChangeHandler}.
 *
 * <pre>
 * ChangeConsumer              run, stop, close; health
 *    │  internal.connect      waits for Kafka and the topics, sets start offsets
 *    ▼
 * internal.poll               poll, rebalance, commit offsets
 *    ▼
 * internal.process            decode, skip redeliveries, filter, redact, call the handler with retries
 *    ├─ deadletter            records that could not be decoded or handled, kept and replayed
 *    ▼
 * ChangeHandler               yours, or the log of {@link dev.ezcdc.consumer.format}
 * </pre>
 *
 * <p>On top of this package: {@code format} (a record as a line), {@code metrics} (Prometheus), {@code dashboard} (a web page) and
 * {@code cli}. Each is a {@link dev.ezcdc.consumer.ConsumerListener} or a handler. The module knows Kafka and the envelope, and
 * nothing about the database that the changes come from. {@code internal} packages are not API.
 */
@NullMarked
package dev.ezcdc.consumer;

import org.jspecify.annotations.NullMarked;
