package dev.ezcdc.consumer.format;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.redact.Escapes;
import dev.ezcdc.envelope.data.Row;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Formats a record as {@link LogFormat#PRETTY}: aligned columns, then the changed values, then the position. */
final class PrettyFormatter implements LineFormatter {

    private static final int MAX_VALUE_LENGTH = 48;
    private static final int LATENCY_WIDTH = 9;
    private static final int LABEL_WIDTH = 9;
    private static final int MAX_TABLE_WIDTH = 40;
    private static final int MAX_KEY_WIDTH = 24;

    private final ValueFormatter values = new ValueFormatter(MAX_VALUE_LENGTH);
    private final boolean colored;
    private final DateTimeFormatter timeFormat;
    /** Grows with the widest name so far, up to a limit, so that columns stay aligned after a few lines. */
    private int tableWidth = 16;

    private int keyWidth = 5;

    PrettyFormatter(boolean colored, ZoneId zone) {
        this.colored = colored;
        this.timeFormat =
                DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    }

    @Override
    public void append(StringBuilder out, ConsumedRecord received, long nowMicros) {
        LogEntry entry = LogEntry.from(received, nowMicros);
        startColor(out, Color.DIM);
        timeFormat.formatTo(entry.time(), out);
        resetColor(out);
        out.append("  ");
        appendLatency(out, entry.latencyMicros());
        out.append("  ");
        startColor(out, Color.forLabel(entry.label()));
        appendPadded(out, entry.label(), LABEL_WIDTH);
        resetColor(out);
        out.append("  ");
        String table = Objects.requireNonNullElse(LogEntry.tableName(entry.source()), received.topic());
        tableWidth = Math.max(tableWidth, Math.min(table.length(), MAX_TABLE_WIDTH));
        appendPadded(out, table, tableWidth);
        out.append("  ");
        String key = formatKey(entry.key());
        keyWidth = Math.max(keyWidth, Math.min(key.length(), MAX_KEY_WIDTH));
        appendPadded(out, key, keyWidth);
        out.append("  ");
        appendDetails(out, received, entry.key());
        startColor(out, Color.DIM);
        appendPosition(out, entry, received);
        resetColor(out);
    }

    private static void appendLatency(StringBuilder out, @Nullable Long micros) {
        String text = micros == null ? "-" : TimeFormats.formatMicros(micros);
        out.append(" ".repeat(Math.max(0, LATENCY_WIDTH - text.length()))).append(text);
    }

    private String formatKey(@Nullable Object recordKey) {
        if (recordKey == null || recordKey instanceof Row empty && empty.isEmpty()) {
            return "-";
        }
        StringBuilder text = new StringBuilder();
        if (!(recordKey instanceof Row key)) {
            values.append(text, recordKey);
            return text.toString();
        }
        for (int i = 0; i < key.size(); i++) {
            Escapes.appendName(
                    text.append(i == 0 ? "" : ","), key.columns().get(i).name());
            values.append(text.append('='), key.get(i));
        }
        return text.toString();
    }

    private void appendDetails(StringBuilder out, ConsumedRecord received, @Nullable Object recordKey) {
        DetailVisitor.visit(received.record(), new DetailVisitor() {
            @Override
            public void visitValue(String image, String name, @Nullable Object value) {
                if (recordKey instanceof Row key && key.contains(name)) {
                    return; // already in the key column
                }
                appendName(out, name);
                values.append(out, value);
                out.append("  ");
            }

            @Override
            public void visitChange(ColumnChange change) {
                appendName(out, change.name());
                values.append(out, change.before());
                startColor(out, Color.forLabel("update"));
                out.append(" → ");
                resetColor(out);
                values.append(out, change.after());
                out.append("  ");
            }
        });
    }

    private void appendName(StringBuilder out, String name) {
        startColor(out, Color.DIM);
        Escapes.appendName(out, name);
        out.append('=');
        resetColor(out);
    }

    private static void appendPosition(StringBuilder out, LogEntry entry, ConsumedRecord received) {
        if (entry.lsn() != null) {
            out.append(entry.lsn());
        } else {
            out.append(received.partition()).append('@').append(received.offset());
        }
    }

    private static void appendPadded(StringBuilder out, String text, int width) {
        out.append(text).append(" ".repeat(Math.max(0, width - text.length())));
    }

    private void startColor(StringBuilder out, Color color) {
        if (colored) {
            out.append(color.escape);
        }
    }

    private void resetColor(StringBuilder out) {
        if (colored) {
            out.append("\u001b[0m");
        }
    }

    private enum Color {
        DIM("\u001b[2m"),
        RED("\u001b[31m"),
        GREEN("\u001b[32m"),
        YELLOW("\u001b[33m"),
        BLUE("\u001b[34m"),
        MAGENTA("\u001b[35m");

        private final String escape;

        Color(String escape) {
            this.escape = escape;
        }

        static Color forLabel(String label) {
            return switch (label) {
                case "create" -> GREEN;
                case "read" -> BLUE;
                case "update" -> YELLOW;
                case "delete" -> RED;
                case "truncate", "schema" -> MAGENTA;
                default -> DIM;
            };
        }
    }
}
