package dev.ezcdc.consumer.dashboard;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.format.Samples;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Creates records of changes that were committed just now, with known hop latencies. Thread-safe. */
final class Feed {

    /** The hops from commit to Debezium, from there to Kafka, and from there to the poll, in microseconds. */
    static final long[] HOP_MICROS = {4_000, 2_000, 6_000};

    private final AtomicLong offset = new AtomicLong();

    ConsumedRecord create(String table, Row after) {
        return received(table, new Create(key(after), after, source(table), debezium(), null, Row.EMPTY));
    }

    ConsumedRecord update(String table, @Nullable Row before, Row after) {
        return received(table, new Update(key(after), before, after, source(table), debezium(), null, Row.EMPTY));
    }

    ConsumedRecord delete(String table, Row before) {
        return received(table, new Delete(key(before), before, source(table), debezium(), null, Row.EMPTY));
    }

    private static Row key(Row row) {
        return Samples.row(row.columns().get(0).name(), row.get(0));
    }

    private static Instant debezium() {
        return commit().plus(HOP_MICROS[0], ChronoUnit.MICROS);
    }

    private static Instant commit() {
        return Instant.now()
                .truncatedTo(ChronoUnit.MILLIS)
                .minus(HOP_MICROS[0] + HOP_MICROS[1] + HOP_MICROS[2], ChronoUnit.MICROS);
    }

    private static Source source(String table) {
        return Samples.source(commit(), Snapshot.FALSE, table);
    }

    private ConsumedRecord received(String table, CdcRecord record) {
        long now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toEpochMilli();
        return new ConsumedRecord(
                "cdctest.public." + table,
                0,
                offset.incrementAndGet(),
                now - HOP_MICROS[2] / 1000,
                System.nanoTime(),
                now * 1000,
                record);
    }
}
