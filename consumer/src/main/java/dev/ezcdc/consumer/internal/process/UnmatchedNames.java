package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.consumer.RecordFilter;
import dev.ezcdc.consumer.redact.Escapes;
import dev.ezcdc.consumer.redact.Redaction;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.FlattenedRow;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.Read;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reports tables of the filter and columns of the redaction that match nothing, with the nearest name seen: a misspelled column
 * is not hidden. Reports once: when the consumer is idle or ends, or after many records. Confined to the polling thread.
 */
public final class UnmatchedNames {

    static final int RECORDS_BEFORE_REPORT = 10_000;
    /** About three seconds. */
    static final int EMPTY_POLLS_BEFORE_REPORT = 30;

    private static final int MAX_SEEN = 1_000;

    private final ConsumerListener listener;
    private final Map<String, RecordFilter> tables = new LinkedHashMap<>();
    private final Map<String, Redaction> columns = new LinkedHashMap<>();
    private final Set<String> seenTables = new TreeSet<>();
    private final Set<String> seenColumns = new TreeSet<>();
    private long read;
    private long selected;
    private int emptyPolls;
    private boolean isDone;

    public UnmatchedNames(RecordFilter filter, Redaction redaction, ConsumerListener listener) {
        this.listener = listener;
        filter.tables().forEach(table -> tables.put(table, RecordFilter.of(List.of(table), Set.of())));
        redaction.columns().forEach(column -> columns.put(column, Redaction.of(List.of(column))));
        this.isDone = tables.isEmpty() && columns.isEmpty();
    }

    /**
     * Compares the names of a record with those that have matched nothing so far.
     *
     * @param received the record before its redaction
     * @param isSelected whether the filter selects it
     */
    void observe(ConsumedRecord received, boolean isSelected) {
        if (isDone) {
            return;
        }
        String table = tableOf(received);
        if (table == null) {
            return;
        }
        emptyPolls = 0;
        read++;
        tables.values().removeIf(only -> only.test(received));
        add(seenTables, table);
        if (isSelected) {
            selected++;
            rowsOf(received)
                    .flatMap(row -> row.columns().asList().stream())
                    .map(Column::name)
                    .forEach(column -> observeColumn(table, column));
        }
        if (tables.isEmpty() && columns.isEmpty()) {
            isDone = true;
        } else if (read == RECORDS_BEFORE_REPORT) {
            report();
        }
    }

    private void observeColumn(String table, String column) {
        columns.values().removeIf(only -> only.covers(table, column));
        if (!columns.isEmpty()) {
            add(seenColumns, table + "." + column);
        }
    }

    private static void add(Set<String> seen, String name) {
        if (seen.size() < MAX_SEEN) {
            seen.add(name);
        }
    }

    /** To be called after a poll that returned no records. After some seconds of them, reports. */
    public void onEmptyPoll() {
        if (!isDone && read > 0 && ++emptyPolls == EMPTY_POLLS_BEFORE_REPORT) {
            report();
        }
    }

    /** Reports the names that no record has matched, unless that was done before or no record was read. */
    public void report() {
        if (isDone) {
            return;
        }
        isDone = true;
        if (read > 0) {
            tables.keySet().forEach(table -> report("table", table, read, seenTables));
        }
        if (selected > 0) {
            columns.keySet().forEach(column -> report("column to redact", column, selected, seenColumns));
        }
    }

    private void report(String kind, String name, long changes, Set<String> seen) {
        String nearest = NearestName.of(name, seen);
        listener.onNotice(new ConsumerNotice(
                ConsumerNotice.Kind.NAME_UNMATCHED,
                kind + " " + Escapes.escape(name) + " matched none of the " + changes
                        + (changes == 1 ? " change" : " changes") + " so far: "
                        + (nearest == null
                                ? "none of them has columns"
                                : "the nearest name is " + Escapes.escape(nearest))
                        + ". Check the name."));
    }

    /** Returns the table as the filter and the redaction know it; null for records without one. */
    private static @Nullable String tableOf(ConsumedRecord received) {
        if (received.record() instanceof FlattenedRow flattened) {
            return flattened.table() == null ? received.topic() : received.topic() + "." + flattened.table();
        } else if (received.record() instanceof ChangeEvent change
                && change.op() != Operation.MESSAGE
                && change.source().table() != null) {
            String schema = change.source().schema();
            return (schema == null ? change.source().db() : schema) + "."
                    + change.source().table();
        }
        return null;
    }

    private static Stream<Row> rowsOf(ConsumedRecord received) {
        if (received.record() instanceof FlattenedRow flattened) {
            return Stream.of(flattened.row(), flattened.added());
        } else if (received.record() instanceof ChangeEvent change) {
            Row key = change.recordKey() instanceof Row row ? row : Row.EMPTY;
            return Stream.of(key, beforeOf(change), afterOf(change));
        }
        return Stream.empty();
    }

    private static Row beforeOf(ChangeEvent change) {
        Row before = change instanceof Update update
                ? update.before()
                : change instanceof Delete delete ? delete.before() : null;
        return before == null ? Row.EMPTY : before;
    }

    private static Row afterOf(ChangeEvent change) {
        return change instanceof Create create
                ? create.after()
                : change instanceof Read read
                        ? read.after()
                        : change instanceof Update update ? update.after() : Row.EMPTY;
    }
}
