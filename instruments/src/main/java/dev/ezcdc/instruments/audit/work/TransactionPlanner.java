package dev.ezcdc.instruments.audit.work;

import static dev.ezcdc.instruments.audit.work.AuditTables.ACCOUNTS;
import static dev.ezcdc.instruments.audit.work.AuditTables.NOTES;
import static dev.ezcdc.instruments.audit.work.AuditTables.ORDERS;
import static dev.ezcdc.instruments.audit.work.AuditTables.SCHEMA;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/**
 * Thinks out one writer's transactions, and knows which rows are there. A row is only ever written by the writer that made
 * it, so that the order of its changes is known. The notes are all the first writer's, which may therefore empty that table.
 * Not thread-safe.
 */
final class TransactionPlanner {

    private final RandomGenerator random;
    private final TransactionMix mix;
    private final List<String> tables;
    private final RowSequences sequences;
    private final Map<String, List<Long>> rows = new HashMap<>();

    TransactionPlanner(RandomGenerator random, TransactionMix mix, boolean writesNotes, RowSequences numbers) {
        this.random = random;
        this.mix = mix;
        this.tables = writesNotes ? List.of(ACCOUNTS, ORDERS, NOTES) : List.of(ACCOUNTS, ORDERS);
        this.sequences = numbers;
        AuditTables.captured().forEach(table -> rows.put(table, new ArrayList<>()));
    }

    TransactionPlan next() {
        TransactionPlan plan = new TransactionPlan();
        switch (mix.choose(random)) {
            case SINGLE -> change(plan, randomTable());
            case SEVERAL -> addSeveral(plan);
            case ROLLED_BACK -> addRolledBack(plan);
            case KEY_CHANGE -> changeKey(plan, random.nextBoolean() ? ACCOUNTS : ORDERS);
            case COPY -> copy(plan, randomTable(), 5 + random.nextInt(40), 10);
            case TRUNCATE -> truncate(plan);
            case LARGE -> addLargeValue(plan);
        }
        return plan;
    }

    /** Empties everything: what a run begins with. */
    static TransactionPlan truncateAll() {
        TransactionPlan plan = new TransactionPlan();
        List<RowChange> told =
                AuditTables.captured().stream().map(RowChange::truncate).toList();
        plan.add("truncate " + String.join(", ", AuditTables.qualifiedNames()), -1, told.toArray(RowChange[]::new));
        return plan;
    }

    /** One row into each table. */
    TransactionPlan insertEverywhere() {
        TransactionPlan plan = new TransactionPlan();
        AuditTables.captured().forEach(table -> insert(plan, table, 10));
        return plan;
    }

    private String randomTable() {
        return tables.get(random.nextInt(tables.size()));
    }

    private void addSeveral(TransactionPlan plan) {
        for (int left = 2 + random.nextInt(7); left > 0; left--) {
            change(plan, randomTable());
        }
    }

    private void addRolledBack(TransactionPlan plan) {
        if (random.nextBoolean()) {
            addSeveral(plan);
            plan.endWithRollback();
            return;
        }
        change(plan, randomTable());
        plan.add("savepoint here", -1);
        int[] mark = plan.savepoint();
        addSeveral(plan);
        plan.rollBackTo(mark);
        plan.add("rollback to savepoint here", -1);
        change(plan, randomTable());
    }

    private void change(TransactionPlan plan, String table) {
        List<Long> there = rowsOf(table);
        int chance = random.nextInt(100);
        if (there.isEmpty() || chance < 45) {
            insert(plan, table, 10);
        } else if (chance < 85) {
            update(plan, table, there.get(random.nextInt(there.size())));
        } else {
            delete(plan, table);
        }
    }

    private void insert(TransactionPlan plan, String table, int length) {
        long id = sequences.nextId();
        long version = sequences.nextVersion();
        plan.add(
                "insert into " + SCHEMA + "." + table + columns(table) + " values ("
                        + values(id, version, length, "'", ", ") + ")",
                1,
                RowChange.create(table, id, version));
        addRow(plan, table, id);
    }

    private void update(TransactionPlan plan, String table, long id) {
        long version = sequences.nextVersion();
        String set =
                switch (table) {
                    case ACCOUNTS -> "owner = 'owner " + version + "', balance = " + version % 100_000 + ".25";
                    case ORDERS -> "state = 'state " + version + "'";
                    default -> "title = 'title " + version + "'"; // a long body is left as it is, and unavailable
                };
        plan.add(
                "update " + SCHEMA + "." + table + " set version = " + version + ", " + set + " where id = " + id,
                1,
                RowChange.update(table, id, version));
    }

    private void delete(TransactionPlan plan, String table) {
        long id = removeRandomRow(plan, table);
        plan.add("delete from " + SCHEMA + "." + table + " where id = " + id, 1, RowChange.delete(table, id));
    }

    private void changeKey(TransactionPlan plan, String table) {
        if (rowsOf(table).isEmpty()) {
            insert(plan, table, 10);
            return;
        }
        long old = removeRandomRow(plan, table);
        long id = sequences.nextId();
        long version = sequences.nextVersion();
        plan.add(
                "update " + SCHEMA + "." + table + " set id = " + id + ", version = " + version + " where id = " + old,
                1,
                RowChange.delete(table, old),
                RowChange.create(table, id, version));
        addRow(plan, table, id);
    }

    private void copy(TransactionPlan plan, String table, int number, int length) {
        StringBuilder copied = new StringBuilder();
        List<RowChange> told = new ArrayList<>();
        for (int left = number; left > 0; left--) {
            long id = sequences.nextId();
            long version = sequences.nextVersion();
            copied.append(values(id, version, length, "", "\t")).append('\n');
            told.add(RowChange.create(table, id, version));
            addRow(plan, table, id);
        }
        plan.addCopy("copy " + SCHEMA + "." + table + columns(table) + " from stdin", copied.toString(), told);
    }

    TransactionPlan insertMany(int number, int length) {
        TransactionPlan plan = new TransactionPlan();
        copy(plan, ORDERS, number, length);
        return plan;
    }

    /** Another key for each order of this writer, by one statement. */
    TransactionPlan changeAllKeys() {
        TransactionPlan plan = new TransactionPlan();
        StringJoiner values = new StringJoiner(", ");
        List<RowChange> told = new ArrayList<>();
        List<Long> there = rowsOf(ORDERS);
        List<Long> before = List.copyOf(there);
        there.clear();
        for (long old : before) {
            long id = sequences.nextId();
            long version = sequences.nextVersion();
            values.add("(" + old + ", " + id + ", " + version + ")");
            told.add(RowChange.delete(ORDERS, old));
            told.add(RowChange.create(ORDERS, id, version));
            there.add(id);
        }
        plan.onRollback(() -> {
            there.clear();
            there.addAll(before);
        });
        plan.add(
                "update " + SCHEMA + "." + ORDERS + " o set id = n.id, version = n.version from (values " + values
                        + ") n (old, id, version) where o.id = n.old",
                before.size(),
                told.toArray(RowChange[]::new));
        return plan;
    }

    TransactionPlan insertLargeRow(int characters) {
        TransactionPlan plan = new TransactionPlan();
        insert(plan, ORDERS, characters);
        return plan;
    }

    private void truncate(TransactionPlan plan) {
        if (!tables.contains(NOTES)) {
            change(plan, randomTable());
            return;
        }
        List<Long> there = rowsOf(NOTES);
        List<Long> before = List.copyOf(there);
        there.clear();
        plan.onRollback(() -> there.addAll(before));
        plan.add("truncate " + SCHEMA + "." + NOTES, -1, RowChange.truncate(NOTES));
        insert(plan, NOTES, 10);
    }

    private void addLargeValue(TransactionPlan plan) {
        insert(plan, tables.contains(NOTES) ? NOTES : ORDERS, 20_000 + random.nextInt(30_000));
    }

    private static String columns(String table) {
        return switch (table) {
            case ACCOUNTS -> " (id, version, balance, owner)";
            case ORDERS -> " (id, version, account, state)";
            default -> " (id, version, title, body)";
        };
    }

    /** The third column of a note is a text, to which a number goes as well. */
    private static String values(long id, long version, int length, String quote, String separator) {
        String text = "text " + version + "x".repeat(length);
        return id
                + separator
                + version
                + separator
                + quote
                + version % 100_000
                + quote
                + separator
                + quote
                + text
                + quote;
    }

    private List<Long> rowsOf(String table) {
        return rows.getOrDefault(table, List.of());
    }

    private void addRow(TransactionPlan plan, String table, long id) {
        List<Long> there = rowsOf(table);
        there.add(id);
        plan.onRollback(() -> there.remove(Long.valueOf(id)));
    }

    private long removeRandomRow(TransactionPlan plan, String table) {
        List<Long> there = rowsOf(table);
        long id = there.remove(random.nextInt(there.size()));
        plan.onRollback(() -> there.add(id));
        return id;
    }
}
