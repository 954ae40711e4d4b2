package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table's definition changed; from connectors with a schema history (MySQL, SQL Server, Oracle, Db2).
 *
 * @param ddl the statement, where the connector has it
 * @param tableChanges one row per table, with {@code type}, {@code id} and {@code table}
 */
public record SchemaChange(
        Source source,
        @Nullable Instant timestamp,
        @Nullable String databaseName,
        @Nullable String schemaName,
        @Nullable String ddl,
        List<Object> tableChanges,
        Row extra)
        implements CdcRecord {

    public SchemaChange {
        tableChanges = List.copyOf(tableChanges);
    }
}
