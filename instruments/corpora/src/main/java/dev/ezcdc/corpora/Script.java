package dev.ezcdc.corpora;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables of a corpus, the statements that change them, and the settings of the connectors. */
final class Script {

    private static final int STREAMED_ID = 101;

    private static final List<Map<String, String>> BINLOG_SETTINGS = List.of(
            Map.of(),
            Map.of(
                    "decimal.handling.mode", "string",
                    "bigint.unsigned.handling.mode", "precise",
                    "time.precision.mode", "connect",
                    "binary.handling.mode", "base64"),
            Map.of(
                    "decimal.handling.mode", "double",
                    "time.precision.mode", "isostring",
                    "binary.handling.mode", "hex"),
            Map.of("time.precision.mode", "microseconds", "binary.handling.mode", "base64-url-safe"),
            Map.of("time.precision.mode", "nanoseconds"));

    private static final List<Map<String, String>> POSTGRES_SETTINGS = List.of(
            Map.of(),
            Map.of(
                    "decimal.handling.mode", "string",
                    "time.precision.mode", "connect",
                    "binary.handling.mode", "base64",
                    "interval.handling.mode", "string"),
            Map.of(
                    "decimal.handling.mode", "double",
                    "time.precision.mode", "isostring",
                    "binary.handling.mode", "hex"));

    private final boolean isPostgres;
    private final String prefix;
    private final TypeTable types;

    private Script(boolean isPostgres, TypeTable types) {
        this.isPostgres = isPostgres;
        this.prefix = isPostgres ? "public." : "corpus.";
        this.types = types;
    }

    static Script of(String database) throws IOException {
        boolean isPostgres = database.startsWith("postgres");
        return new Script(isPostgres, TypeTable.read((isPostgres ? "postgres" : database) + "-columns.txt"));
    }

    List<Map<String, String>> settings() {
        return isPostgres ? POSTGRES_SETTINGS : BINLOG_SETTINGS;
    }

    Map<String, String> connectorSettings(String run) {
        String slot = run.replace('-', '_');
        return isPostgres ? Map.of("slot.name", slot, "publication.name", slot) : Map.of();
    }

    List<String> createTables() {
        List<String> sql = new ArrayList<>();
        if (isPostgres) {
            sql.addAll(List.of(
                    "drop schema public cascade",
                    "create schema public",
                    "create type public.mood as enum ('sad', 'very happy')",
                    "create type public.pair as (a int, b text)"));
        } else {
            sql.addAll(List.of("drop database if exists corpus", "create database corpus", "use corpus"));
        }
        sql.add(types.createStatement(prefix + "types"));
        sql.add("create table " + prefix
                + "shop (id int primary key, name varchar(60) not null, price decimal(10,2) not null)");
        sql.add("create table " + prefix + "keyless (a int, b varchar(60))");
        sql.add("create table " + prefix + "counted (id int primary key, seq bigint not null, v varchar(20))");
        sql.add("create table " + prefix + "loose (seq bigint not null, v varchar(20))");
        sql.add("create table " + prefix + "marker (id int primary key)");
        if (isPostgres) {
            sql.addAll(List.of(
                    "alter table keyless replica identity full",
                    "alter table counted replica identity full",
                    "alter table loose replica identity full",
                    "create table indexed (id int primary key, code int not null unique, v text)",
                    "alter table indexed replica identity using index indexed_code_key",
                    "create table toasted (id int primary key, n int, a_text text, a_numeric numeric, some_texts text[],"
                            + " some_ints int[], some_numerics numeric[], some_doubles float8[])"));
        }
        return sql;
    }

    List<String> snapshotChanges() {
        List<String> sql = new ArrayList<>(types.insertStatements(prefix + "types", 1));
        sql.add("insert into " + prefix + "shop values (1, 'apple', 1.50), (2, '', 0.00)");
        sql.add("insert into " + prefix + "keyless values (1, 'a'), (1, 'a'), (null, null)");
        return sql;
    }

    List<String> streamedChanges() {
        String shop = prefix + "shop";
        List<String> sql = new ArrayList<>(types.insertStatements(prefix + "types", STREAMED_ID));
        sql.addAll(List.of(
                "insert into " + shop + " values (3, 'pear', 2.00)",
                "update " + shop + " set price = 3.00 where id = 3",
                "update " + shop + " set id = 4 where id = 3",
                "delete from " + shop + " where id = 4",
                "insert into " + prefix + "keyless values (2, 'b'), (2, 'b')",
                "update " + prefix + "keyless set b = 'c' where a = 1",
                "delete from " + prefix + "keyless where a = 2",
                "begin",
                "insert into " + shop + " values (5, 'plum', 1.00)",
                "insert into " + prefix + "keyless values (3, 'with 5')",
                "update " + shop + " set price = 1.10 where id = 5",
                "commit",
                "alter table " + shop + " add column stock int default 7",
                "insert into " + shop + " values (6, 'fig', 4.00, 1)",
                "alter table " + shop + " drop column name",
                "insert into " + shop + " values (7, 5.00, null)",
                "truncate table " + shop));
        if (isPostgres) {
            sql.addAll(postgresChanges());
        }
        sql.add("insert into " + prefix + "marker values (1)");
        return sql;
    }

    private static List<String> postgresChanges() {
        return List.of(
                "insert into indexed values (1, 10, 'a')",
                "update indexed set v = 'b' where id = 1",
                "update indexed set code = 11 where id = 1",
                "delete from indexed where id = 1",
                "insert into toasted values (1, 1, (select string_agg(md5(i::text), '') from generate_series(1, 400) i),"
                        + " (select string_agg((i * 7919 % 1000003)::text, '') from generate_series(1, 3000) i)::numeric,"
                        + " (select array_agg(md5(i::text)) from generate_series(1, 400) i),"
                        + " (select array_agg(i * 7919 % 1000003) from generate_series(1, 1500) i),"
                        + " (select array_agg((i * 7919 % 1000003)::numeric) from generate_series(1, 1500) i),"
                        + " (select array_agg((i * 7919 % 1000003)::float8 / 7) from generate_series(1, 1500) i))",
                "update toasted set n = 2 where id = 1",
                "select pg_logical_emit_message(true, 'note', 'text')");
    }

    /** Returns changes that each write another number to {@code seq}, so that the rows identify the changes. */
    List<String> countedChanges() {
        String counted = prefix + "counted";
        String loose = prefix + "loose";
        List<String> sql = new ArrayList<>();
        int seq = 1;
        for (int round = 0; round < 6; round++) {
            int id = 100 * round;
            sql.add("begin");
            sql.add("insert into " + counted + " values (" + (id + 1) + ", " + seq++ + ", 'a'), (" + (id + 2) + ", "
                    + seq++ + ", 'a'), (" + (id + 3) + ", " + seq++ + ", 'a'), (" + (id + 4) + ", " + seq++
                    + ", 'a')");
            sql.add("update " + counted + " set seq = " + seq++ + ", v = 'b' where id = " + (id + 1));
            sql.add("update " + counted + " set seq = " + seq++ + ", v = 'a' where id = " + (id + 1));
            if (!isPostgres) {
                sql.add("insert into " + counted + " values (" + (id + 2) + ", " + seq++ + ", 'b'), (" + (id + 2)
                        + ", " + seq++ + ", 'a'), (" + (id + 2) + ", " + seq++
                        + ", 'b') on duplicate key update seq = values(seq), v = values(v)");
                sql.add("replace into " + counted + " values (" + (id + 3) + ", " + seq++ + ", 'c'), (" + (id + 3)
                        + ", " + seq++ + ", 'd')");
            }
            sql.add("insert into " + loose + " values (" + seq++ + ", 'x'), (" + seq++ + ", 'x'), (" + seq++
                    + ", 'x')");
            sql.add("update " + loose + " set seq = " + seq++ + " where seq = " + (seq - 4));
            sql.add("delete from " + counted + " where id = " + (id + 4));
            sql.add("insert into " + counted + " values (" + (id + 4) + ", " + seq++ + ", 'again')");
            sql.add("delete from " + loose + " where seq = " + (seq - 2));
            sql.add("commit");
        }
        sql.add("insert into " + prefix + "marker values (1)");
        return sql;
    }

    List<TypeTable.SelectedRow> select(Connection connection) throws SQLException {
        return types.select(connection, prefix + "types");
    }
}
