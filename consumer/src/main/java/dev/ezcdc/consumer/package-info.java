/**
 * Reads Debezium's topics and passes each decoded record to a {@link dev.ezcdc.consumer.ChangeHandler}.
 *
 * <pre>
 * ChangeConsumer              builder, run, stop, close, status
 *    │  internal.connect      waits for Kafka and the topics, sets start offsets
 *    ▼
 * internal.poll               poll, rebalance, commit offsets
 *    ▼
 * internal.process            decode, skip redeliveries, filter, redact, call the handler with retries
 *    ├─ deadletter            writes, reads and replays records that could not be decoded or handled
 *    ▼
 * ChangeHandler               the application's, or the log of {@link dev.ezcdc.consumer.format}
 * </pre>
 *
 * <p>Four packages use this one: {@code format} (records as lines), {@code metrics} (Prometheus), {@code dashboard} (a web
 * page) and {@code cli}. They are handlers or {@linkplain dev.ezcdc.consumer.ConsumerListener listeners}. The module depends
 * on Kafka and the envelope, not on the database of the changes. {@code internal} packages are not API.
 */
@NullMarked
package dev.ezcdc.consumer;

import org.jspecify.annotations.NullMarked;
