package dev.ezcdc.consumer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.consumer.format.Samples;
import dev.ezcdc.envelope.Heartbeat;
import dev.ezcdc.envelope.Tombstone;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecordCountsTest {

    private final RecordCounts counts = new RecordCounts();

    @Test
    void summaryCountsOnlyChangesOfRowsAsChanges() {
        counts.add(Samples.create(Samples.ALEX));
        counts.add(Samples.delete(null));
        counts.add(new Tombstone(Samples.KEY));
        counts.add(Samples.flattenedRow());
        counts.add(Samples.logicalMessage());
        counts.add(new Heartbeat("cdctest", Instant.EPOCH));
        assertThat(counts.changes()).isEqualTo(3);
        assertThat(counts.summary(0, 0))
                .isEqualTo(
                        "consumed 3 changes (create 1, delete 1, flattened row 1, heartbeat 1, message 1, tombstone 1),"
                                + " malformed 0");
    }

    @Test
    void summaryOfMessagesAloneHasNoChanges() {
        counts.add(Samples.logicalMessage());
        assertThat(counts.summary(0, 0)).isEqualTo("consumed 0 changes (message 1), malformed 0");
    }
}
