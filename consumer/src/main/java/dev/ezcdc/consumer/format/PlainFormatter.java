package dev.ezcdc.consumer.format;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.redact.Escapes;
import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Formats a record as {@link LogFormat#LINE}: the time, then {@code name=value} pairs. Escaped names are cached per table,
 * because this is the fast format.
 */
final class PlainFormatter implements LineFormatter {

    private static final int MAX_VALUE_LENGTH = 200;

    private final ValueFormatter values = new ValueFormatter(MAX_VALUE_LENGTH);
    private final TimestampFormatter timestamps = new TimestampFormatter();
    private final TableField tableField = new TableField();
    private final PartitionFields partitionFields = new PartitionFields();
    private final PairPrefixes keyPrefixes = new PairPrefixes("key");
    private final PairPrefixes afterPrefixes = new PairPrefixes("after");

    @Override
    public void append(StringBuilder out, ConsumedRecord received, long nowMicros) {
        CdcRecord record = received.record();
        LogEntry entry = LogEntry.from(received, nowMicros);
        timestamps.append(out, entry.time());
        out.append(" op=").append(entry.label());
        tableField.append(out, entry.source());
        if (entry.key() instanceof Row key) {
            appendRow(out, keyPrefixes, key);
        } else if (entry.key() != null) {
            values.append(out.append(" key="), entry.key());
        }
        if (record instanceof Create create) {
            appendRow(out, afterPrefixes, create.after());
        } else {
            appendDetails(out, record);
        }
        appendPosition(out, entry, received);
    }

    private void appendRow(StringBuilder out, PairPrefixes prefixes, Row row) {
        String[] names = prefixes.prefixesFor(row.columns());
        for (int i = 0; i < names.length; i++) {
            out.append(names[i]);
            values.append(out, row.get(i));
        }
    }

    private void appendDetails(StringBuilder out, CdcRecord record) {
        DetailVisitor.visit(record, new DetailVisitor() {
            @Override
            public void visitValue(String image, String name, @Nullable Object value) {
                appendPair(out, image, name, value);
            }

            @Override
            public void visitChange(ColumnChange change) {
                appendPair(out, "before", change.name(), change.before());
                appendPair(out, "after", change.name(), change.after());
            }
        });
    }

    private void appendPair(StringBuilder out, String image, String name, @Nullable Object value) {
        out.append(' ');
        if (!image.isEmpty()) {
            out.append(image).append('.');
        }
        Escapes.appendName(out, name);
        out.append('=');
        values.append(out, value);
    }

    private void appendPosition(StringBuilder out, LogEntry entry, ConsumedRecord received) {
        if (entry.source() instanceof PostgresSource postgres) {
            Long lsn = postgres.lsn();
            if (lsn != null) {
                LogEntry.appendLsn(out.append(" lsn="), lsn);
            }
            Long tx = postgres.txId();
            if (tx != null) {
                out.append(" tx=").append(tx.longValue());
            }
        }
        out.append(partitionFields.textFor(received)).append(received.offset());
        Long latency = entry.latencyMicros();
        if (latency != null) {
            out.append(" latency_ms=");
            TimeFormats.appendMillis(out, latency);
        }
    }

    /** Caches {@code " topic=… partition=0 offset="} for the last partition. */
    private static final class PartitionFields {
        private String topic = "";
        private int partition = -1;
        private String text = "";

        String textFor(ConsumedRecord received) {
            if (received.partition() != partition || !received.topic().equals(topic)) {
                topic = received.topic();
                partition = received.partition();
                text = " topic=" + topic + " partition=" + partition + " offset=";
            }
            return text;
        }
    }

    /** Caches {@code " after.id="} and so on for the columns of the last table. */
    private static final class PairPrefixes {
        private final String image;
        private Columns columns = Columns.EMPTY;
        private String[] prefixes = {};

        PairPrefixes(String image) {
            this.image = image;
        }

        String[] prefixesFor(Columns rowColumns) {
            if (rowColumns != columns) {
                String[] created = new String[rowColumns.size()];
                for (int i = 0; i < created.length; i++) {
                    StringBuilder name = new StringBuilder(" ").append(image).append('.');
                    Escapes.appendName(name, rowColumns.get(i).name());
                    created[i] = name.append('=').toString();
                }
                columns = rowColumns;
                prefixes = created;
            }
            return prefixes;
        }
    }

    /** Caches {@code " table=public.customers"} for the last table. */
    private static final class TableField {
        private @Nullable String schema;
        private @Nullable String table;
        private String text = "";

        void append(StringBuilder out, @Nullable Source source) {
            if (source == null) {
                return;
            }
            // The decoder reuses its strings, so comparing references suffices; a miss only recomputes the name.
            if (!isSame(source.schema(), schema) || !isSame(source.table(), table)) {
                String name = LogEntry.tableName(source);
                text = name == null ? "" : " table=" + name;
                schema = source.schema();
                table = source.table();
            }
            out.append(text);
        }

        @SuppressWarnings("ReferenceEquality")
        private static boolean isSame(@Nullable String one, @Nullable String other) {
            return one == other;
        }
    }
}
