package dev.ezcdc.consumer.format;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.redact.Escapes;
import dev.ezcdc.envelope.data.Row;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@link LogFormat#PRETTY}: columns of even width first, then what changed, then where it stands. */
final class PrettyFormatter implements LineFormatter {

    private static final int LONGEST_VALUE = 48;
    private static final int LATENCY_WIDTH = 9;
    private static final int WORD_WIDTH = 9;
    private static final int WIDEST_TABLE = 40;
    private static final int WIDEST_KEY = 24;

    private final ValueText values = new ValueText(LONGEST_VALUE);
    private final boolean colours;
    private final DateTimeFormatter clock;
    /** As wide as the widest so far, within bounds, so that the columns settle after a few lines. */
    private int tableWidth = 16;

    private int keyWidth = 5;

    PrettyFormatter(boolean colours, ZoneId zone) {
        this.colours = colours;
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
    }

    @Override
    public void append(StringBuilder out, ConsumedRecord received, long nowMicros) {
        LogEntry entry = LogEntry.of(received, nowMicros);
        colour(out, Colour.DIM);
        clock.formatTo(entry.time(), out);
        reset(out);
        out.append("  ");
        appendLatency(out, entry.latencyMicros());
        out.append("  ");
        colour(out, Colour.of(entry.word()));
        padded(out, entry.word(), WORD_WIDTH);
        reset(out);
        out.append("  ");
        String table = Objects.requireNonNullElse(LogEntry.table(entry.source()), received.topic());
        tableWidth = Math.max(tableWidth, Math.min(table.length(), WIDEST_TABLE));
        padded(out, table, tableWidth);
        out.append("  ");
        String key = key(entry.key());
        keyWidth = Math.max(keyWidth, Math.min(key.length(), WIDEST_KEY));
        padded(out, key, keyWidth);
        out.append("  ");
        appendDetails(out, received, entry.key());
        colour(out, Colour.DIM);
        appendPlace(out, entry, received);
        reset(out);
    }

    private static void appendLatency(StringBuilder out, @Nullable Long micros) {
        String text = micros == null ? "-" : Times.span(micros);
        out.append(" ".repeat(Math.max(0, LATENCY_WIDTH - text.length()))).append(text);
    }

    private String key(@Nullable Row key) {
        if (key == null || key.isEmpty()) {
            return "-";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < key.size(); i++) {
            Escapes.appendName(
                    text.append(i == 0 ? "" : ","), key.columns().get(i).name());
            values.append(text.append('='), key.get(i));
        }
        return text.toString();
    }

    private void appendDetails(StringBuilder out, ConsumedRecord received, @Nullable Row key) {
        Details.of(received.record(), new Details() {
            @Override
            public void value(String image, String name, @Nullable Object value) {
                if (key != null && key.contains(name)) {
                    return; // stands in the column of the key
                }
                appendName(out, name);
                values.append(out, value);
                out.append("  ");
            }

            @Override
            public void changed(ColumnChange change) {
                appendName(out, change.name());
                values.append(out, change.from());
                colour(out, Colour.of("update"));
                out.append(" → ");
                reset(out);
                values.append(out, change.to());
                out.append("  ");
            }
        });
    }

    private void appendName(StringBuilder out, String name) {
        colour(out, Colour.DIM);
        Escapes.appendName(out, name);
        out.append('=');
        reset(out);
    }

    private static void appendPlace(StringBuilder out, LogEntry entry, ConsumedRecord received) {
        if (entry.lsn() != null) {
            out.append(entry.lsn());
        } else {
            out.append(received.partition()).append('@').append(received.offset());
        }
    }

    private static void padded(StringBuilder out, String text, int width) {
        out.append(text).append(" ".repeat(Math.max(0, width - text.length())));
    }

    private void colour(StringBuilder out, Colour colour) {
        if (colours) {
            out.append(colour.code);
        }
    }

    private void reset(StringBuilder out) {
        if (colours) {
            out.append("\u001b[0m");
        }
    }

    private enum Colour {
        DIM("\u001b[2m"),
        RED("\u001b[31m"),
        GREEN("\u001b[32m"),
        YELLOW("\u001b[33m"),
        BLUE("\u001b[34m"),
        MAGENTA("\u001b[35m");

        private final String code;

        Colour(String code) {
            this.code = code;
        }

        static Colour of(String word) {
            return switch (word) {
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
