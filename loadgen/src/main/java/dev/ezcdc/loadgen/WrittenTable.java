package dev.ezcdc.loadgen;

import java.util.List;

/**
 * A table that a run writes to. Immutable.
 *
 * @param index index among the tables of the run, from 0
 * @param schema name of the schema
 * @param name name within the schema
 * @param keyColumns columns of the key; empty if the table has none, in which case rows are only inserted
 * @param hasIdKey true if the key is one integer column whose value is {@link WrittenChange#id()}; that column is then not
 *     part of a {@link WrittenRow}. False if the row contains the key, and the id is a number internal to the generator
 */
public record WrittenTable(int index, String schema, String name, List<String> keyColumns, boolean hasIdKey) {

    /** The default table, {@code public.customers} with key {@code id}. */
    public static final WrittenTable CUSTOMERS = new WrittenTable(0, "public", "customers", List.of("id"), true);

    public WrittenTable {
        keyColumns = List.copyOf(keyColumns);
    }

    /** Returns {@code schema.table}. */
    @Override
    public String toString() {
        return schema + "." + name;
    }
}
