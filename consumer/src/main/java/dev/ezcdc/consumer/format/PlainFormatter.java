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
 * {@link LogFormat#LINE}: the time, then {@code name=value} pairs. Names are escaped once for each table and then kept, since
 * this is the format that is asked for speed.
 */
final class PlainFormatter implements LineFormatter {

    private static final int LONGEST_VALUE = 200;

    private final ValueText values = new ValueText(LONGEST_VALUE);
    private final MicrosClock clock = new MicrosClock();
    private final TableName table = new TableName();
    private final Partition partition = new Partition();
    private final PairNames keyNames = new PairNames("key");
    private final PairNames afterNames = new PairNames("after");

    @Override
    public void append(StringBuilder out, ConsumedRecord received, long nowMicros) {
        CdcRecord record = received.record();
        LogEntry entry = LogEntry.of(received, nowMicros);
        clock.append(out, entry.time());
        out.append(" op=").append(entry.word());
        table.append(out, entry.source());
        if (entry.key() != null) {
            appendRow(out, keyNames, entry.key());
        }
        if (record instanceof Create create) {
            appendRow(out, afterNames, create.after());
        } else {
            appendDetails(out, record);
        }
        appendPlace(out, entry, received);
    }

    private void appendRow(StringBuilder out, PairNames names, Row row) {
        String[] prefixes = names.of(row.columns());
        for (int i = 0; i < prefixes.length; i++) {
            out.append(prefixes[i]);
            values.append(out, row.get(i));
        }
    }

    private void appendDetails(StringBuilder out, CdcRecord record) {
        Details.of(record, new Details() {
            @Override
            public void value(String image, String name, @Nullable Object value) {
                pair(out, image, name, value);
            }

            @Override
            public void changed(ColumnChange change) {
                pair(out, "before", change.name(), change.from());
                pair(out, "after", change.name(), change.to());
            }
        });
    }

    private void pair(StringBuilder out, String image, String name, @Nullable Object value) {
        out.append(' ');
        if (!image.isEmpty()) {
            out.append(image).append('.');
        }
        Escapes.appendName(out, name);
        out.append('=');
        values.append(out, value);
    }

    private void appendPlace(StringBuilder out, LogEntry entry, ConsumedRecord received) {
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
        out.append(partition.text(received)).append(received.offset());
        Long latency = entry.latencyMicros();
        if (latency != null) {
            out.append(" latency_ms=");
            Times.appendMillis(out, latency);
        }
    }

    /** {@code " topic=… partition=0 offset="}, of the partition seen last. */
    private static final class Partition {
        private String topic = "";
        private int number = -1;
        private String text = "";

        String text(ConsumedRecord received) {
            if (received.partition() != number || !received.topic().equals(topic)) {
                topic = received.topic();
                number = received.partition();
                text = " topic=" + topic + " partition=" + number + " offset=";
            }
            return text;
        }
    }

    /** {@code " after.id="} for each column, of the table seen last. */
    private static final class PairNames {
        private final String image;
        private Columns columns = Columns.EMPTY;
        private String[] names = {};

        PairNames(String image) {
            this.image = image;
        }

        String[] of(Columns wanted) {
            if (wanted != columns) {
                String[] made = new String[wanted.size()];
                for (int i = 0; i < made.length; i++) {
                    StringBuilder name = new StringBuilder(" ").append(image).append('.');
                    Escapes.appendName(name, wanted.get(i).name());
                    made[i] = name.append('=').toString();
                }
                columns = wanted;
                names = made;
            }
            return names;
        }
    }

    /** {@code " table=public.customers"}, of the table seen last. */
    private static final class TableName {
        private @Nullable String schema;
        private @Nullable String table;
        private String text = "";

        void append(StringBuilder out, @Nullable Source source) {
            if (source == null) {
                return;
            }
            // The decoder gives the very same texts again; others only cost the making of the name.
            if (!same(source.schema(), schema) || !same(source.table(), table)) {
                String name = LogEntry.table(source);
                text = name == null ? "" : " table=" + name;
                schema = source.schema();
                table = source.table();
            }
            out.append(text);
        }

        @SuppressWarnings("ReferenceEquality")
        private static boolean same(@Nullable String one, @Nullable String other) {
            return one == other;
        }
    }
}
