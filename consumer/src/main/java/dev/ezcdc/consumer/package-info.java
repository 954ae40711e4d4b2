/**
 * Reads what Debezium wrote to Kafka and hands it on, one decoded record at a time; or logs it.
 *
 * <pre>
 * ChangeConsumer       lifecycle: run, stop, close
 *    │  Availability   waits, saying so, for Kafka and the topic
 *    ▼
 * PollLoop             poll bytes → decode → handle → commit
 *    ├─ DeadLetters    malformed records, kept as they came
 *    ├─ Commits        offsets of what was handled
 *    ▼
 * ChangeHandler        yours, or ChangeLog: one line per record, as pretty, line or json
 * </pre>
 *
 * <p>It knows Kafka and the envelope, and nothing of the database that the changes come from.
 */
@NullMarked
package dev.ezcdc.consumer;

import org.jspecify.annotations.NullMarked;
