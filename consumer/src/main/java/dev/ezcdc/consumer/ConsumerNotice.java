package dev.ezcdc.consumer;

/**
 * A message about a consumer's operation, for logs and consoles. Immutable.
 *
 * @param message one line of text, without row values
 */
public record ConsumerNotice(Kind kind, String message) {

    /** The kinds of notices. */
    public enum Kind {
        /** The consumer waits for Kafka, a topic, partitions or its group; repeated every five seconds. */
        WAITING,
        /** The wait is over. */
        READY,
        /** The handler failed, and the record will be retried. */
        RETRYING,
        /** A record became a dead letter. */
        DEAD_LETTERED,
        /** Offsets could not be committed, so their records will be delivered again. */
        COMMIT_FAILED,
        /** Kafka deleted records before they were read. */
        RECORDS_LOST,
        /** The committed offset does not exist, so the partition is read from its oldest record. */
        POSITION_RESET,
        /** A topic has records of a Kafka Connect worker or, with a pattern, dead letters, which are skipped. */
        TOPIC_SKIPPED,
        /** A table of the {@link RecordFilter} or a column of the redaction has matched nothing so far. */
        NAME_UNMATCHED,
        /** {@link StartFrom} was ignored, because the group has active members. */
        OFFSETS_KEPT,
        /** The stored state for {@link Delivery#DEDUPLICATED} has an unknown form, so it was discarded. */
        STATE_DISCARDED
    }
}
