package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.TransactionBlock;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.Source;
import dev.ezcdc.envelope.source.SourceInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds PostgreSQL events. */
final class TestEvents {

    private static final Columns ID =
            new Columns(List.of(new Column("id", ColumnType.of(ColumnType.Base.INT64, false, null))));

    private TestEvents() {}

    static Row row(long id) {
        return Row.of(ID, List.of(id));
    }

    static PostgresSource source(Snapshot snapshot, @Nullable String sequence, long lsn) {
        return new PostgresSource(
                new SourceInfo("3.7.0.Final", "postgresql", "cdctest", snapshot, "cdctest"),
                Instant.EPOCH,
                sequence,
                "public",
                "t",
                1L,
                lsn,
                null,
                null,
                null,
                Row.EMPTY);
    }

    static Create create(@Nullable Row key, Row after, Source source, @Nullable TransactionBlock transaction) {
        return new Create(key, after, source, Instant.EPOCH, transaction, Row.EMPTY);
    }
}
