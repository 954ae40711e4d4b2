package dev.ezcdc.consumer;

import dev.ezcdc.envelope.Row;
import dev.ezcdc.envelope.Source;
import org.jspecify.annotations.Nullable;

/** {@link LogFormat#LINE}: the time, then {@code name=value} pairs. */
final class PlainFormatter implements LineFormatter {

    private static final int LONGEST_VALUE = 200;

    private final ValueText values = new ValueText(LONGEST_VALUE);

    @Override
    public void append(StringBuilder out, ReceivedRecord received, long nowMicros) {
        LogEntry entry = LogEntry.of(received, nowMicros);
        Times.ISO_MICROS.formatTo(entry.time(), out);
        out.append(" op=").append(entry.word());
        appendTable(out, entry.source());
        appendKey(out, entry.key());
        Details.of(received.record(), new Details() {
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
        appendPlace(out, entry, received);
    }

    private static void appendTable(StringBuilder out, @Nullable Source source) {
        String table = LogEntry.table(source);
        if (table != null) {
            out.append(" table=").append(table);
        }
    }

    private void appendKey(StringBuilder out, @Nullable Row key) {
        if (key != null) {
            for (int i = 0; i < key.size(); i++) {
                pair(out, "key", key.columns().get(i).name(), key.get(i));
            }
        }
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

    private static void appendPlace(StringBuilder out, LogEntry entry, ReceivedRecord received) {
        if (entry.lsn() != null) {
            out.append(" lsn=").append(entry.lsn());
        }
        if (entry.tx() != null) {
            out.append(" tx=").append(entry.tx());
        }
        out.append(" topic=").append(received.topic());
        out.append(" partition=").append(received.partition());
        out.append(" offset=").append(received.offset());
        if (entry.latencyMicros() != null) {
            out.append(" latency_ms=");
            Times.appendMillis(out, entry.latencyMicros());
        }
    }
}
