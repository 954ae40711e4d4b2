package dev.ezcdc.consumer;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.FlattenedRow;
import dev.ezcdc.envelope.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Selects the records that the handler gets, by table and operation. With either criterion, records that are not changes,
 * such as tombstones and transaction markers, are skipped. Immutable.
 */
public final class RecordFilter implements Predicate<ConsumedRecord> {

    /** Selects all records. */
    public static final RecordFilter ALL = new RecordFilter(List.of(), Set.of());

    private static final String PART = "([^\".]+|\"(?:[^\"]|\"\")+\")";
    private static final Pattern QUOTED = Pattern.compile("(?:" + PART + "\\.)?" + PART);

    private final List<String> names;
    private final List<Pattern> tables;
    private final Set<Operation> operations;

    private RecordFilter(List<String> names, Set<Operation> operations) {
        this.names = List.copyOf(names);
        this.tables = names.stream().map(RecordFilter::toPattern).toList();
        this.operations = operations;
    }

    /**
     * Returns a filter for changes.
     *
     * @param tables names such as {@code customers} or {@code public.customers}, with the schema or, in databases without
     *     schemas, the database; {@code *} matches any text. A part may be quoted as in SQL: {@code app."Order Items"}. If
     *     empty, all tables
     * @param operations if empty, all operations
     */
    public static RecordFilter of(List<String> tables, Set<Operation> operations) {
        return new RecordFilter(tables, operations.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(operations)));
    }

    /** Returns the names of the tables as they were given; empty for all tables. */
    public List<String> tables() {
        return names;
    }

    private static Pattern toPattern(String table) {
        StringBuilder regex = new StringBuilder();
        for (String part : unquote(table).split("\\*", -1)) {
            regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString());
    }

    private static String unquote(String table) {
        Matcher quoted = QUOTED.matcher(table);
        if (!quoted.matches()) {
            return table;
        }
        String schema = quoted.group(1) == null ? "" : unquotePart(quoted.group(1)) + ".";
        return schema + unquotePart(quoted.group(2));
    }

    private static String unquotePart(String part) {
        return part.startsWith("\"") ? part.substring(1, part.length() - 1).replace("\"\"", "\"") : part;
    }

    @Override
    public boolean test(ConsumedRecord received) {
        if (tables.isEmpty() && operations.isEmpty()) {
            return true;
        }
        if (received.record() instanceof FlattenedRow flattened) {
            return (operations.isEmpty() || flattened.op() != null && operations.contains(flattened.op()))
                    && (tables.isEmpty() || matchesTable(flattened, received.topic()));
        }
        return received.record() instanceof ChangeEvent change
                && (operations.isEmpty() || operations.contains(change.op()))
                && (tables.isEmpty() || matchesTable(change));
    }

    /** The topic is named after the table, unless a transform routes the records. */
    private boolean matchesTable(FlattenedRow flattened, String topic) {
        String table = flattened.table();
        String fromTopic = topic.substring(topic.indexOf('.') + 1);
        return tables.stream()
                .anyMatch(pattern -> table == null
                        ? matches(pattern, fromTopic)
                                || matches(pattern, fromTopic.substring(fromTopic.indexOf('.') + 1))
                        : matches(pattern, table));
    }

    private boolean matchesTable(ChangeEvent change) {
        String table = change.source().table();
        if (table == null || change.op() == Operation.MESSAGE) { // a message's table is the empty text
            return false;
        }
        String schema = change.source().schema();
        String qualified = (schema == null ? change.source().db() : schema) + "." + table;
        return tables.stream().anyMatch(pattern -> matches(pattern, table) || matches(pattern, qualified));
    }

    private static boolean matches(Pattern pattern, @Nullable String name) {
        return name != null && pattern.matcher(name).matches();
    }
}
