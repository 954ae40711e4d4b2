package dev.ezcdc.loadgen.checks;

import dev.ezcdc.loadgen.catalog.TableDefinition.Check;
import dev.ezcdc.loadgen.catalog.TableDefinition.Column;
import dev.ezcdc.loadgen.values.ValueSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Columns that are filled together: a single column, or those of a foreign key.
 *
 * @param isFixed true if no other values than the drawn ones are possible; always for several columns
 */
public record ValueGroup(List<Column> columns, boolean isFixed, Draw draw) {

    private static final int NULL_INTERVAL = 3;

    /** Draws one value for each column. */
    @FunctionalInterface
    public interface Draw {
        @Nullable
        Object[] draw(SplittableRandom random);
    }

    /** Returns a group of a single column whose values come from a source. */
    public static ValueGroup ofColumn(Column column, ValueSource source) {
        return new ValueGroup(
                List.of(column), false, random -> new @Nullable Object[] {source.value(random.nextLong())});
    }

    /** Returns a group whose values come from a list, such as the rows that a foreign key can reference. */
    public static ValueGroup ofTuples(List<Column> columns, List<@Nullable Object[]> tuples) {
        return new ValueGroup(columns, true, random -> tuples.get(random.nextInt(tuples.size())));
    }

    /** Returns this group with nulls in a third of the tuples. */
    public ValueGroup orNull() {
        int width = columns.size();
        return new ValueGroup(
                columns,
                isFixed,
                random -> random.nextInt(NULL_INTERVAL) == 0 ? new @Nullable Object[width] : draw.draw(random));
    }

    /** Merges groups that a check reads together. */
    public static List<List<ValueGroup>> connect(List<List<ValueGroup>> groups, List<Check> checks) {
        List<List<ValueGroup>> connected = new ArrayList<>(groups);
        for (Check check : checks) {
            List<List<ValueGroup>> read = connected.stream()
                    .filter(list -> list.stream().anyMatch(group -> group.isRead(check)))
                    .toList();
            if (read.size() > 1) {
                connected.removeAll(read);
                connected.add(read.stream().flatMap(List::stream).toList());
            }
        }
        return connected;
    }

    private boolean isRead(Check check) {
        return columns.stream().anyMatch(column -> check.columns().contains(column.name()));
    }

    @Nullable
    Object[] draw(SplittableRandom random) {
        return draw.draw(random);
    }
}
