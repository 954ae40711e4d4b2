package dev.ezcdc.loadgen;

import java.util.List;

/**
 * A table that a run writes to.
 *
 * @param number its place among the run's tables, from 0
 * @param keyColumns what tells its rows apart; empty: the table has no key, and rows are only inserted
 * @param idIsKey the key is one whole number, {@link WrittenChange#id()}; it is then not among the values of a {@link WrittenRow}.
 *     Otherwise the key's values stand in the rows, and the id is the generator's own number
 */
public record WrittenTable(int index, String schema, String name, List<String> keyColumns, boolean hasIdKey) {

    /** What is written to if nothing else is said. */
    public static final WrittenTable CUSTOMERS = new WrittenTable(0, "public", "customers", List.of("id"), true);

    public WrittenTable {
        keyColumns = List.copyOf(keyColumns);
    }

    /** {@code schema.table}. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
