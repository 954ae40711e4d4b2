package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A changed table definition, from a connector with a schema history (MySQL, SQL Server, Oracle, Db2).
 *
 * @param timestamp the time at which Debezium created the record
 * @param ddl the statement, if the connector provides it
 * @param tableChanges one row per table, with {@code type}, {@code id} and {@code table}. Objects within it, such as the
 *     table and its columns, are rows too, with and without a schema
 * @param extra fields that the model has no accessor for
 */
public record SchemaChange(
        Source source,
        @Nullable Instant timestamp,
        @Nullable String databaseName,
        @Nullable String schemaName,
        @Nullable String ddl,
        List<Row> tableChanges,
        Row extra)
        implements CdcRecord {

    public SchemaChange {
        tableChanges = List.copyOf(tableChanges);
    }
}
