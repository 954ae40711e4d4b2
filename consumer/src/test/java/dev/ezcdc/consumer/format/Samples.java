package dev.ezcdc.consumer.format;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.FlattenedRow;
import dev.ezcdc.envelope.LogicalMessage;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.Source;
import dev.ezcdc.envelope.source.SourceInfo;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sample records with the walkthrough's first customer. */
public final class Samples {

    public static final Instant COMMIT = Instant.parse("2023-12-21T13:46:27.948123Z");
    /** 2.31 ms after the commit. */
    public static final long NOW_MICROS = 1_703_166_387_948_123L + 2_310;

    public static final Row KEY = row("id", 1);
    public static final Row ALEX = customer("alex.foley");
    public static final Row ALEX_MOVED = customer("alex@foley.org");

    private Samples() {}

    /** Creates a row from alternating names and values. */
    public static Row row(@Nullable Object... namesAndValues) {
        List<Column> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            columns.add(new Column(String.valueOf(namesAndValues[i]), ColumnType.UNTYPED));
            values.add(namesAndValues[i + 1]);
        }
        return Row.of(new Columns(columns), values);
    }

    public static Row customer(@Nullable String email) {
        return row("id", 1, "first_name", "alex", "last_name", "foley", "email", email);
    }

    public static Source source(Snapshot snapshot) {
        return source(COMMIT, snapshot, "customers");
    }

    public static Source source(Instant commit, Snapshot snapshot, String table) {
        return new PostgresSource(
                new SourceInfo("3.7.0.Final", "postgresql", "cdctest", snapshot, "cdctest"),
                commit,
                "[null,\"24284336\"]",
                "public",
                table,
                739L,
                24284336L,
                null,
                null,
                null,
                Row.EMPTY);
    }

    public static Create create(Row after) {
        return new Create(KEY, after, source(Snapshot.FALSE), COMMIT, null, Row.EMPTY);
    }

    public static Update update(@Nullable Row before, Row after) {
        return new Update(KEY, before, after, source(Snapshot.FALSE), COMMIT, null, Row.EMPTY);
    }

    public static Delete delete(@Nullable Row before) {
        return new Delete(KEY, before, source(Snapshot.FALSE), COMMIT, null, Row.EMPTY);
    }

    public static FlattenedRow flattenedRow() {
        return new FlattenedRow(KEY, ALEX, Row.EMPTY, false);
    }

    /** A heartbeat of the connector of another table in the same database. */
    public static LogicalMessage logicalMessage() {
        return new LogicalMessage(
                row("prefix", "ez-cdc"), "ez-cdc", new byte[] {'x'}, source(Snapshot.FALSE), COMMIT, null, Row.EMPTY);
    }

    public static ConsumedRecord received(CdcRecord record) {
        return new ConsumedRecord("cdctest.public.customers", 0, 17, 1_703_166_387_950L, 0, 0, record);
    }

    static String format(LineFormatter formatter, CdcRecord record) throws IOException {
        StringBuilder out = new StringBuilder();
        formatter.append(out, received(record), NOW_MICROS);
        return out.toString();
    }
}
