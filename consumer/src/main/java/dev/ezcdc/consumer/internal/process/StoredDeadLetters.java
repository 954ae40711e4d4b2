package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Recognizes the dead letters of any group in topics that a pattern selects. They are copies of records that the pattern
 * selects too, and dead-lettering them again would loop. A dead-letter topic that is named is read like any other. Confined to
 * the polling thread.
 */
final class StoredDeadLetters {

    private final boolean isPattern;
    private final ConsumerListener listener;
    private final Set<String> reportedTopics = new HashSet<>();

    StoredDeadLetters(Topics topics, ConsumerListener listener) {
        this.isPattern = topics instanceof Topics.Matching;
        this.listener = listener;
    }

    /** Returns whether the record is a dead letter to skip. Reports the first of each topic. */
    boolean includes(ConsumerRecord<byte[], byte[]> kafkaRecord) {
        if (!isPattern || !DeadLetter.isStored(kafkaRecord)) {
            return false;
        }
        if (reportedTopics.add(kafkaRecord.topic())) {
            listener.onNotice(new ConsumerNotice(
                    ConsumerNotice.Kind.TOPIC_SKIPPED,
                    "topic " + kafkaRecord.topic()
                            + " has dead letters, which are skipped. Exclude it from the topics, or"
                            + " name it to read them."));
        }
        return true;
    }
}
