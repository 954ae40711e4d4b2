package dev.ezcdc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The offsets have Debezium's form. The audit tests those of the current Debezium version on a complete stack. */
class SafeOffsetTrackerTest {

    private static final Map<String, ?> PARTITION = Map.of("server", "cdctest");
    private static final Map<String, Object> STORED = Map.of("lsn", 10L, "messageType", "COMMIT");
    private static final SourceRecord COMMIT = record(offset(20, "COMMIT", 0), "end");

    @Test
    void withholdsFirstRowOfCopyUntilTheSecond() {
        SourceRecord first = record(offset(30, "INSERT", 1), "row 1");
        SourceRecord second = record(offset(30, "INSERT", 2), "row 2");

        assertThat(adjustedOffsets(COMMIT, first, second))
                .containsExactly(COMMIT.sourceOffset(), COMMIT.sourceOffset(), second.sourceOffset());
    }

    @Test
    void storesOnlyRowOfLsnWhenNextLsnBegins() {
        SourceRecord insert = record(offset(30, "INSERT", 1), "row 1");
        SourceRecord another = record(offset(40, "INSERT", 1), "row 2");

        assertThat(adjustedOffsets(COMMIT, insert, another))
                .containsExactly(COMMIT.sourceOffset(), COMMIT.sourceOffset(), insert.sourceOffset());
    }

    @Test
    void storesOnlyRowOfLsnWhenTransactionEnds() {
        SourceRecord insert = record(offset(30, "INSERT", 1), "row 1");
        SourceRecord end = record(offset(50, "COMMIT", 0), "end");

        assertThat(adjustedOffsets(insert, end)).containsExactly(STORED, end.sourceOffset());
    }

    @Test
    void storesKeyChangeAfterItsCreate() {
        SourceRecord delete = withNewKeyHeader(record(offset(30, "UPDATE", 1), "before"));
        SourceRecord tombstone = withNewKeyHeader(record(offset(30, "UPDATE", 1), null));
        SourceRecord create = record(offset(30, "UPDATE", 1), "after");

        assertThat(adjustedOffsets(COMMIT, delete, tombstone, create))
                .containsExactly(
                        COMMIT.sourceOffset(), COMMIT.sourceOffset(), COMMIT.sourceOffset(), create.sourceOffset());
    }

    @Test
    void storesDeleteAfterItsTombstone() {
        SourceRecord delete = record(offset(30, "DELETE", 1), "before");
        SourceRecord tombstone = record(offset(30, "DELETE", 1), null);

        assertThat(adjustedOffsets(COMMIT, delete, tombstone))
                .containsExactly(COMMIT.sourceOffset(), COMMIT.sourceOffset(), tombstone.sourceOffset());
    }

    @Test
    void withholdsFirstTableOfTruncateUntilTheSecond() {
        SourceRecord first = record(offset(30, "TRUNCATE", 1), "table 1");
        SourceRecord second = record(offset(30, "TRUNCATE", 2), "table 2");

        assertThat(adjustedOffsets(COMMIT, first, second))
                .containsExactly(COMMIT.sourceOffset(), COMMIT.sourceOffset(), second.sourceOffset());
    }

    @Test
    void withholdsOffsetAfterBegin() {
        SourceRecord beforeFirstChange = record(offset(20, "BEGIN", 0), "heartbeat");
        SourceRecord update = record(offset(30, "UPDATE", 1), "row");

        assertThat(adjustedOffsets(beforeFirstChange, update)).containsExactly(STORED, update.sourceOffset());
        assertThat(adjustedOffsets(COMMIT, beforeFirstChange, update))
                .containsExactly(COMMIT.sourceOffset(), COMMIT.sourceOffset(), update.sourceOffset());
    }

    @Test
    void passesUpdatesAndSnapshotRowsUnchanged() {
        SafeOffsetTracker tracker = new SafeOffsetTracker(partition -> STORED);
        SourceRecord update = record(offset(30, "UPDATE", 1), "after");
        SourceRecord read = record(Map.of("lsn", 5L, "snapshot", "INITIAL"), "row");

        assertThat(tracker.adjustOffset(update)).isSameAs(update);
        assertThat(tracker.adjustOffset(read)).isSameAs(read);
    }

    @Test
    void keepsStoredOffsetAfterRestartUntilAnLsnCompletes() {
        SourceRecord first = record(offset(30, "INSERT", 1), "row 1");
        SourceRecord heartbeat = record(offset(30, "INSERT", 1), "heartbeat");

        assertThat(adjustedOffsets(first, heartbeat)).containsExactly(STORED, STORED);
    }

    @Test
    void returnsNoOffsetWithoutStoredOffset() {
        SafeOffsetTracker tracker = new SafeOffsetTracker(partition -> null);

        assertThat(tracker.adjustOffset(record(offset(30, "INSERT", 1), "row")).sourceOffset())
                .isNull();
    }

    @Test
    void ignoresRecordsWithoutOffset() {
        SourceRecord notification = record(null, "notification");

        assertThat(adjustedOffsets(COMMIT, notification, record(offset(30, "INSERT", 1), "row")))
                .containsExactly(COMMIT.sourceOffset(), null, COMMIT.sourceOffset());
    }

    @Test
    void changesOnlyTheOffset() {
        SourceRecord record = withNewKeyHeader(record(offset(30, "UPDATE", 1), "before"));

        SourceRecord safe = new SafeOffsetTracker(partition -> STORED).adjustOffset(record);

        assertThat(safe)
                .usingRecursiveComparison()
                .ignoringFields("sourceOffset")
                .isEqualTo(record);
        assertThat(safe.sourceOffset()).isEqualTo(STORED);
    }

    private static List<@Nullable Object> adjustedOffsets(SourceRecord... records) {
        SafeOffsetTracker tracker = new SafeOffsetTracker(partition -> partition.equals(PARTITION) ? STORED : null);
        return Stream.of(records)
                .<@Nullable Object>map(record -> tracker.adjustOffset(record).sourceOffset())
                .toList();
    }

    private static SourceRecord record(@Nullable Map<String, ?> offset, @Nullable Object value) {
        return new SourceRecord(
                PARTITION, offset, "topic", 0, Schema.STRING_SCHEMA, "key", null, value, 123L, new ConnectHeaders());
    }

    private static SourceRecord withNewKeyHeader(SourceRecord record) {
        record.headers().addString("__debezium.newkey", "key");
        return record;
    }

    private static Map<String, ?> offset(long lsn, String messageType, long processed) {
        Map<String, Object> offset = new HashMap<>(Map.of("lsn", lsn, "lsn_proc", lsn, "messageType", messageType));
        if (processed > 0) {
            offset.put("lsn_events_processed", processed);
        }
        return offset;
    }
}
