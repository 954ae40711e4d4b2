package dev.ezcdc.envelope.delivery;

import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.Create;
import dev.ezcdc.envelope.Delete;
import dev.ezcdc.envelope.Update;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.MySqlSource;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.Source;
import dev.ezcdc.envelope.source.SourceInfo;
import dev.ezcdc.envelope.source.SqlServerSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Random logs of a table whose rows have an id and a value out of two, so that changes of a row soon repeat. A log is a
 * list of transactions; each change is in it once, however often it is delivered.
 */
final class Logs {

    private static final Columns KEY = columns("id");
    private static final Columns ROW = columns("id", "v");

    /** How a database numbers its changes. */
    enum Database {
        /** Rows of a transaction may share an LSN (COPY); the sequence depends on the connector's restarts. */
        POSTGRES,
        /** One position per statement, rows counted within it. */
        MYSQL,
        /** As MySQL, from a table without a key. */
        MYSQL_WITHOUT_KEY,
        /** MariaDB from 11.4 on: one position per transaction, rows counted per statement. */
        MARIADB,
        SQL_SERVER
    }

    /** @param transaction the number of its transaction in the log, from 0 */
    record Change(int number, int transaction, ChangeEvent event) {}

    private final Database database;
    private final String server;
    private final Random random;
    private final Map<Long, String> table = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private long position;
    private long number;

    private Logs(Database database, String server, long start, long firstTransaction, Random random) {
        this.database = database;
        this.server = server;
        this.position = start;
        this.number = firstTransaction;
        this.random = random;
    }

    /** Makes a log of some transactions. */
    static List<Change> of(Database database, String server, Random random) {
        return of(database, server, 1_000, 700, random);
    }

    /** Makes a log that starts at a position and a transaction number, as the log of a promoted replica may. */
    static List<Change> of(Database database, String server, long start, long firstTransaction, Random random) {
        Logs log = new Logs(database, server, start, firstTransaction, random);
        int transactions = 1 + random.nextInt(8);
        for (int i = 0; i < transactions; i++) {
            log.transaction(i);
        }
        return log.changes;
    }

    private void transaction(int index) {
        long first = position;
        Instant committed = Instant.ofEpochSecond(1_700_000_000L + index, 1_000L * server.hashCode() % 1_000_000);
        int statements = 1 + random.nextInt(4);
        for (int statement = 0; statement < statements; statement++) {
            position += 10 + random.nextInt(50);
            int rows = 1 + random.nextInt(3);
            for (int row = 0; row < rows; row++) {
                boolean sharesLsn = row > 0 && random.nextInt(3) == 0;
                if (database == Database.POSTGRES && !sharesLsn) {
                    position++;
                }
                long id = database == Database.POSTGRES && sharesLsn ? 100 + number * 10 + row : 1 + random.nextInt(3);
                change(index, id, source(committed, first, statement, row));
            }
        }
        number++;
        position += 50;
    }

    private void change(int transaction, long id, Source source) {
        String before = table.get(id);
        boolean delete = before != null && random.nextInt(4) == 0;
        String after = delete ? null : before == null ? "a" : before.equals("a") ? "b" : "a";
        Row key = database == Database.MYSQL_WITHOUT_KEY ? null : Row.of(KEY, List.of(id));
        ChangeEvent event = before == null
                ? new Create(key, row(id, after), source, Instant.EPOCH, null, Row.EMPTY)
                : after == null
                        ? new Delete(key, row(id, before), source, Instant.EPOCH, null, Row.EMPTY)
                        : new Update(key, row(id, before), row(id, after), source, Instant.EPOCH, null, Row.EMPTY);
        if (after == null) {
            table.remove(id);
        } else {
            table.put(id, after);
        }
        changes.add(new Change(changes.size(), transaction, event));
    }

    private Source source(Instant committed, long transactionStart, int statement, int row) {
        return switch (database) {
            case POSTGRES -> postgres(server, committed, number, position, "[null,\"" + position + "\"]");
            case MYSQL, MYSQL_WITHOUT_KEY ->
                mySql("mysql", committed, "3e11fa47-" + server + ":" + number, position, row);
            case MARIADB ->
                mySql("mariadb", committed, "0-" + (int) server.charAt(0) + "-" + number, transactionStart, row);
            case SQL_SERVER ->
                new SqlServerSource(
                        new SourceInfo("3.6.1.Final", "sqlserver", server, Snapshot.FALSE, "shop"),
                        committed,
                        "dbo",
                        "t",
                        hex(position + row),
                        hex(number),
                        (long) row,
                        Row.EMPTY);
        };
    }

    static PostgresSource postgres(String server, Instant committed, long txId, long lsn, @Nullable String sequence) {
        return new PostgresSource(
                new SourceInfo("3.7.0.Final", "postgresql", server, Snapshot.FALSE, "shop"),
                committed,
                sequence,
                "public",
                "t",
                txId,
                lsn,
                null,
                null,
                null,
                Row.EMPTY);
    }

    private MySqlSource mySql(String connector, Instant committed, String gtid, long pos, int row) {
        return new MySqlSource(
                new SourceInfo("3.6.1.Final", connector, server, Snapshot.FALSE, "shop"),
                committed,
                "t",
                1,
                gtid,
                "binlog.000002",
                pos,
                row,
                4L,
                null,
                Row.EMPTY);
    }

    static Row row(long id, @Nullable String value) {
        return Row.of(ROW, Arrays.asList(id, value));
    }

    static Row key(long id) {
        return Row.of(KEY, List.of(id));
    }

    private static String hex(long number) {
        return String.format("%08x:%08x:0001", number >>> 16, number & 0xffff);
    }

    private static Columns columns(String... names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new Column(name, ColumnType.of(ColumnType.Base.INT64, true, null)));
        }
        return new Columns(columns);
    }
}
