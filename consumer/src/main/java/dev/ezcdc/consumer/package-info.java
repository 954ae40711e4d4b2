/**
 * Reads what Debezium wrote to Kafka and hands it on, one decoded record at a time: the API, and the loop behind it.
 *
 * <pre>
 * ChangeConsumer       lifecycle: run, stop, close; health
 *    │  Availability   waits, saying so, for Kafka and the topic
 *    │  StartOffsets   sets the group's offsets where a start is asked for
 *    ▼
 * PollLoop             poll bytes → dispatch → make safe → commit
 *    ├─ Partitions     rebalances: what is in hand is cancelled, what is done committed
 *    ├─ Commits        offsets of what was handled, and beside them the position
 *    ▼
 * Dispatch             InOrder on the polling thread, or ByKey on several
 *    ├─ Intake         decode → leave out redeliveries → filter → redact
 *    ├─ Attempts       the handler, again and again with a pause between
 *    ├─ DeadLetters    what could not be decoded or handled, kept as it came
 *    ▼
 * ChangeHandler        yours, or ChangeLog: one line per record, as pretty, line or json
 * </pre>
 *
 * <p>What is told of it while it works goes to {@link ConsumerObserver}s. The packages know each other in one direction:
 *
 * <pre>
 * cli                  the commands: options, exit codes, signals
 *    ├─ format         a record as a line, or as a view of it: pretty, line, json
 *    ├─ metrics        an observer that counts and times, and the port where that is read
 *    ├─ watch          an observer that samples, and the page where that is seen
 *    ▼
 * (this package)       the way of a record: poll, decode, deliver, commit
 *    ├─ deadletter     what could not be decoded or handled, kept and put back
 *    ├─ kafka          Kafka's clients, set up
 *    └─ safety         what of a row may be shown, and how
 * </pre>
 *
 * <p>It knows Kafka and the envelope, and nothing of the database that the changes come from.
 */
@NullMarked
package dev.ezcdc.consumer;

import org.jspecify.annotations.NullMarked;
