package dev.ezcdc.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.cli.LoadCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

@ExtendWith(TestPostgres.class)
class TableRejectionTest {

    @Test
    void namesTablesToFillFirstInOrder(TestDatabase database) throws Exception {
        database.execute(
                "CREATE TABLE country (id int PRIMARY KEY)",
                "CREATE TABLE \"City\" (id int PRIMARY KEY, country int NOT NULL REFERENCES country)",
                "CREATE TABLE store (id int PRIMARY KEY, city int NOT NULL REFERENCES \"City\")");
        assertRejected(
                options(database, "store"),
                "store_city_fkey",
                "one after the other: --table public.country, --table 'public.\"City\"'.");
    }

    @Test
    void rejectsPartitionedTableWithoutPartitions(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id)");
        assertRejected(options(database, "parted"), "has no partition", "PARTITION OF public.parted");
    }

    @Test
    void namesMissingPrivileges(TestDatabase database) throws Exception {
        database.execute(
                "CREATE TABLE guarded (id serial PRIMARY KEY, n int)",
                "DO $$ BEGIN CREATE ROLE reader LOGIN PASSWORD 'reader'; EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                "GRANT SELECT ON guarded TO reader");
        LoadOptions options = LoadOptions.builder(database.url(), "reader", "reader", new Burst(5, 1, null))
                .table("guarded")
                .mix(new OperationMix(2, 1, 0))
                .build();
        assertRejected(
                options,
                "reader lacks INSERT, UPDATE on table public.guarded",
                "GRANT INSERT, UPDATE ON public.guarded TO \"reader\"");
    }

    @Test
    void exitStatusTellsFailedRowsFromNothingWritten(TestDatabase database) throws Exception {
        database.execute(
                "CREATE TABLE sometimes (id serial PRIMARY KEY, n int NOT NULL)",
                "CREATE TABLE never (id serial PRIMARY KEY, n int NOT NULL)",
                "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF new.id % 2 = 0 OR tg_table_name = 'never' THEN RAISE 'no %', tg_table_name"
                        + " USING ERRCODE = 'ZZ001'; END IF; RETURN new; END $$",
                "CREATE TRIGGER fail BEFORE INSERT ON sometimes FOR EACH ROW EXECUTE FUNCTION fail()",
                "CREATE TRIGGER fail BEFORE INSERT ON never FOR EACH ROW EXECUTE FUNCTION fail()");
        StringWriter err = new StringWriter();
        assertThat(load(database, "sometimes", new StringWriter(), err)).isEqualTo(1);
        assertThat(err.toString()).containsOnlyOnce("ZZ001").contains("no sometimes");
        StringWriter out = new StringWriter();
        assertThat(load(database, "never", out, new StringWriter())).isEqualTo(3);
        assertThat(out.toString())
                .contains("\"attempted\":20,\"skipped\":0,\"failed\":20")
                .contains("{\"sqlstate\":\"ZZ001\",\"count\":20,\"message\":\"no never\"}");
    }

    private static int load(TestDatabase database, String table, StringWriter out, StringWriter err) {
        CommandLine commandLine = new CommandLine(new LoadCommand());
        commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return commandLine.execute(
                "--burst",
                "20x1",
                "--mix",
                "insert=1",
                "--quiet",
                "--json",
                "--table",
                table,
                "--jdbc-url",
                database.url(),
                "--user",
                "postgres",
                "--password",
                "postgres");
    }

    private static LoadOptions options(TestDatabase database, String table) {
        return database.options(new Burst(1, 1, null)).table(table).build();
    }

    private static void assertRejected(LoadOptions options, String... reasons) {
        LoadGenerator generator = new LoadGenerator(options, LoadListener.NONE);
        assertThatThrownBy(generator::run).isInstanceOf(LoadException.class).hasMessageContainingAll(reasons);
    }
}
