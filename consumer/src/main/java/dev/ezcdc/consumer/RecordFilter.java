package dev.ezcdc.consumer;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which records a handler gets. Records that are no changes (tombstones, transaction markers…) pass while nothing is asked
 * of tables and operations, and else do not. Immutable.
 */
public final class RecordFilter implements Predicate<ConsumedRecord> {

    /** Lets everything pass. */
    public static final RecordFilter ALL = new RecordFilter(List.of(), Set.of());

    private final List<Pattern> tables;
    private final Set<Operation> operations;

    private RecordFilter(List<Pattern> tables, Set<Operation> operations) {
        this.tables = tables;
        this.operations = operations;
    }

    /**
     * Changes of tables and operations.
     *
     * @param tables names as {@code customers} or, with the schema (or, where there is none, the database), {@code
     *     public.customers}; {@code *} stands for any text. Empty: all
     * @param operations empty: all
     */
    public static RecordFilter of(List<String> tables, Set<Operation> operations) {
        return new RecordFilter(
                tables.stream().map(RecordFilter::pattern).toList(),
                operations.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(operations)));
    }

    private static Pattern pattern(String table) {
        StringBuilder regex = new StringBuilder();
        for (String part : table.split("\\*", -1)) {
            regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString());
    }

    @Override
    public boolean test(ConsumedRecord received) {
        if (tables.isEmpty() && operations.isEmpty()) {
            return true;
        }
        return received.record() instanceof ChangeEvent change
                && (operations.isEmpty() || operations.contains(change.op()))
                && (tables.isEmpty() || isOfTable(change));
    }

    private boolean isOfTable(ChangeEvent change) {
        String table = change.source().table();
        if (table == null) {
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
