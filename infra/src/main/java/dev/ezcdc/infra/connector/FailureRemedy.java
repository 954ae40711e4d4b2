package dev.ezcdc.infra.connector;

import dev.ezcdc.infra.LossRemedy;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Remedies for failures of a task that a restart does not cure. */
public final class FailureRemedy {
    // The producer's own limit, with both sizes in bytes; and the topic's or broker's, without.
    private static final Pattern LARGER_THAN_REQUEST =
            Pattern.compile("RecordTooLargeException: The message is (\\d+) bytes when serialized");
    private static final Pattern LARGER_THAN_TOPIC = Pattern.compile("RecordTooLargeException");
    // Debezium's own check at the start, and PostgreSQL's errors.
    private static final Pattern SLOT_LOST = Pattern.compile("this is no longer available on the server"
            + "|can no longer get changes from replication slot|can no longer access replication slot"
            + "|replication slot \"[^\"]*\" does not exist|requested WAL segment [^ ]* has already been removed");
    private static final long DEFAULT_BUFFER_BYTES = 32L << 20;

    private FailureRemedy() {}

    /** Returns the remedy for a cause from a task's stack trace, or empty if a restart is the only one. */
    public static Optional<String> find(String cause) {
        Matcher tooLarge = LARGER_THAN_REQUEST.matcher(cause);
        if (tooLarge.find()) {
            return Optional.of(allowRecordsOf(Long.parseLong(tooLarge.group(1))));
        }
        if (SLOT_LOST.matcher(cause).find()) {
            return Optional.of(
                    "PostgreSQL no longer has the changes at which the connector stopped: they are lost. Run "
                            + LossRemedy.NEW_SLOT + ", which replaces the slot and reads the tables again");
        }
        if (LARGER_THAN_TOPIC.matcher(cause).find()) {
            return Optional.of("The row's record is larger than its topic allows. Raise max.message.bytes of the topic,"
                    + " or message.max.bytes of the brokers. Then run `./cdc up`; on other servers restart the"
                    + " connector.");
        }
        return Optional.empty();
    }

    /** Nothing is lost: the slot keeps the row until its record is written. */
    private static String allowRecordsOf(long bytes) {
        long limit = Long.highestOneBit(bytes + bytes / 8) << 1;
        String option = " --set producer.override.max.request.size=" + limit
                + (limit > DEFAULT_BUFFER_BYTES ? " --set producer.override.buffer.memory=" + limit : "");
        return "The row's record has " + bytes + " bytes, more than the producer sends. Run `./cdc up" + option
                + "`. On other servers set the same in the connector's configuration, and max.message.bytes of the"
                + " topic to as much.";
    }
}
