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
 * Plans the transactions of one writer and keeps a list of its rows. Only the writer that inserted a row changes it, so the
 * order of a row's changes is known. Only the first writer writes to {@code notes}, so it may truncate that table. Not
 * thread-safe.
 */
final class TransactionPlanner {

    private final RandomGenerator random;
    private final TransactionMix mix;
    private final List<String> tables;
    private final RowSequences sequences;
    private final Map<String, List<Long>> rows = new HashMap<>();

    TransactionPlanner(RandomGenerator random, TransactionMix mix, boolean writesNotes, RowSequences sequences) {
        this.random = random;
        this.mix = mix;
        this.tables = writesNotes ? List.of(ACCOUNTS, ORDERS, NOTES) : List.of(ACCOUNTS, ORDERS);
        this.sequences = sequences;
        AuditTables.captured().forEach(table -> rows.put(table, new ArrayList<>()));
    }

    TransactionPlan next() {
        TransactionPlan plan = new TransactionPlan();
        switch (mix.choose(random)) {
            case SINGLE -> addChange(plan, randomTable());
            case SEVERAL -> addSeveral(plan);
            case ROLLED_BACK -> addRolledBack(plan);
            case KEY_CHANGE -> addKeyChange(plan, random.nextBoolean() ? ACCOUNTS : ORDERS);
            case COPY -> addCopy(plan, randomTable(), 5 + random.nextInt(40), 10);
            case TRUNCATE -> addTruncate(plan);
            case LARGE -> addLargeValue(plan);
        }
        return plan;
    }

    /** Returns the plan of the first transaction of a run. */
    static TransactionPlan truncateAll() {
        TransactionPlan plan = new TransactionPlan();
        List<RowChange> described =
                AuditTables.captured().stream().map(RowChange::truncate).toList();
        plan.add(
                "truncate " + String.join(", ", AuditTables.qualifiedNames()), -1, described.toArray(RowChange[]::new));
        return plan;
    }

    /** Returns a plan that inserts one row into each table. */
    TransactionPlan insertEverywhere() {
        TransactionPlan plan = new TransactionPlan();
        AuditTables.captured().forEach(table -> addInsert(plan, table, 10));
        return plan;
    }

    private String randomTable() {
        return tables.get(random.nextInt(tables.size()));
    }

    private void addSeveral(TransactionPlan plan) {
        for (int left = 2 + random.nextInt(7); left > 0; left--) {
            addChange(plan, randomTable());
        }
    }

    private void addRolledBack(TransactionPlan plan) {
        if (random.nextBoolean()) {
            addSeveral(plan);
            plan.endWithRollback();
            return;
        }
        addChange(plan, randomTable());
        plan.add("savepoint here", -1);
        TransactionPlan.Savepoint savepoint = plan.savepoint();
        addSeveral(plan);
        plan.rollBackTo(savepoint);
        plan.add("rollback to savepoint here", -1);
        addChange(plan, randomTable());
    }

    private void addChange(TransactionPlan plan, String table) {
        List<Long> ids = rowsOf(table);
        int chance = random.nextInt(100);
        if (ids.isEmpty() || chance < 45) {
            addInsert(plan, table, 10);
        } else if (chance < 85) {
            addUpdate(plan, table, ids.get(random.nextInt(ids.size())));
        } else {
            addDelete(plan, table);
        }
    }

    private void addInsert(TransactionPlan plan, String table, int length) {
        long id = sequences.nextId();
        long version = sequences.nextVersion();
        plan.add(
                "insert into " + SCHEMA + "." + table + columns(table) + " values ("
                        + values(id, version, length, "'", ", ") + ")",
                1,
                RowChange.create(table, id, version));
        addRow(plan, table, id);
    }

    private void addUpdate(TransactionPlan plan, String table, long id) {
        long version = sequences.nextVersion();
        String set =
                switch (table) {
                    case ACCOUNTS -> "owner = 'owner " + version + "', balance = " + version % 100_000 + ".25";
                    case ORDERS -> "state = 'state " + version + "'";
                    default -> "title = 'title " + version + "'"; // an unchanged long body is unavailable in the event
                };
        plan.add(
                "update " + SCHEMA + "." + table + " set version = " + version + ", " + set + " where id = " + id,
                1,
                RowChange.update(table, id, version));
    }

    private void addDelete(TransactionPlan plan, String table) {
        long id = removeRandomRow(plan, table);
        plan.add("delete from " + SCHEMA + "." + table + " where id = " + id, 1, RowChange.delete(table, id));
    }

    private void addKeyChange(TransactionPlan plan, String table) {
        if (rowsOf(table).isEmpty()) {
            addInsert(plan, table, 10);
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

    private void addCopy(TransactionPlan plan, String table, int number, int length) {
        StringBuilder copied = new StringBuilder();
        List<RowChange> described = new ArrayList<>();
        for (int left = number; left > 0; left--) {
            long id = sequences.nextId();
            long version = sequences.nextVersion();
            copied.append(values(id, version, length, "", "\t")).append('\n');
            described.add(RowChange.create(table, id, version));
            addRow(plan, table, id);
        }
        plan.addCopy("copy " + SCHEMA + "." + table + columns(table) + " from stdin", copied.toString(), described);
    }

    TransactionPlan insertMany(int number, int length) {
        TransactionPlan plan = new TransactionPlan();
        addCopy(plan, ORDERS, number, length);
        return plan;
    }

    /** Returns a plan that changes the keys of all orders of this writer, in one statement. */
    TransactionPlan changeAllKeys() {
        TransactionPlan plan = new TransactionPlan();
        StringJoiner values = new StringJoiner(", ");
        List<RowChange> described = new ArrayList<>();
        List<Long> ids = rowsOf(ORDERS);
        List<Long> before = List.copyOf(ids);
        ids.clear();
        for (long old : before) {
            long id = sequences.nextId();
            long version = sequences.nextVersion();
            values.add("(" + old + ", " + id + ", " + version + ")");
            described.add(RowChange.delete(ORDERS, old));
            described.add(RowChange.create(ORDERS, id, version));
            ids.add(id);
        }
        plan.onRollback(() -> {
            ids.clear();
            ids.addAll(before);
        });
        plan.add(
                "update " + SCHEMA + "." + ORDERS + " o set id = n.id, version = n.version from (values " + values
                        + ") n (old, id, version) where o.id = n.old",
                before.size(),
                described.toArray(RowChange[]::new));
        return plan;
    }

    TransactionPlan insertLargeRow(int characters) {
        TransactionPlan plan = new TransactionPlan();
        addInsert(plan, ORDERS, characters);
        return plan;
    }

    private void addTruncate(TransactionPlan plan) {
        if (!tables.contains(NOTES)) {
            addChange(plan, randomTable());
            return;
        }
        List<Long> ids = rowsOf(NOTES);
        List<Long> before = List.copyOf(ids);
        ids.clear();
        plan.onRollback(() -> ids.addAll(before));
        plan.add("truncate " + SCHEMA + "." + NOTES, -1, RowChange.truncate(NOTES));
        addInsert(plan, NOTES, 10);
    }

    private void addLargeValue(TransactionPlan plan) {
        addInsert(plan, tables.contains(NOTES) ? NOTES : ORDERS, 20_000 + random.nextInt(30_000));
    }

    private static String columns(String table) {
        return switch (table) {
            case ACCOUNTS -> " (id, version, balance, owner)";
            case ORDERS -> " (id, version, account, state)";
            default -> " (id, version, title, body)";
        };
    }

    /** The third column of {@code notes} is text, but a number is valid there too. */
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
        List<Long> ids = rowsOf(table);
        ids.add(id);
        plan.onRollback(() -> ids.remove(Long.valueOf(id)));
    }

    private long removeRandomRow(TransactionPlan plan, String table) {
        List<Long> ids = rowsOf(table);
        long id = ids.remove(random.nextInt(ids.size()));
        plan.onRollback(() -> ids.add(id));
        return id;
    }
}
