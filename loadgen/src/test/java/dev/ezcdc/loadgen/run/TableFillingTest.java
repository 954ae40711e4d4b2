package dev.ezcdc.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.LoadException;
import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.WriteMode;
import dev.ezcdc.loadgen.WrittenChange;
import dev.ezcdc.loadgen.WrittenRow;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestPostgres.class)
class TableFillingTest {

    private static final int ROWS = 120;

    private static final String EVERY_TYPE = """
            a_bool bool NOT NULL, a_int2 int2 NOT NULL, a_int4 int NOT NULL, a_int8 bigint NOT NULL,
            a_real real NOT NULL, a_double float8 NOT NULL, a_numeric numeric NOT NULL, a_price numeric(8, 2) NOT NULL,
            a_tiny numeric(2, 2) NOT NULL, a_coarse numeric(3, -2) NOT NULL, a_money money NOT NULL,
            a_text text NOT NULL, a_varchar varchar(7) NOT NULL, a_char char(3) NOT NULL, a_byte "char" NOT NULL,
            a_name name NOT NULL, a_citext citext NOT NULL, a_uuid uuid NOT NULL, a_date date NOT NULL,
            a_time time NOT NULL, a_timetz timetz NOT NULL, a_timestamp timestamp NOT NULL,
            a_timestamp0 timestamp(0) NOT NULL, a_timestamptz timestamptz(3) NOT NULL, a_interval interval NOT NULL,
            a_bytea bytea NOT NULL, a_json json NOT NULL, a_jsonb jsonb NOT NULL, a_xml xml NOT NULL,
            a_inet inet NOT NULL, a_cidr cidr NOT NULL, a_mac macaddr NOT NULL, a_mac8 macaddr8 NOT NULL,
            a_bit bit(5) NOT NULL, a_varbit varbit(9) NOT NULL, a_oid oid NOT NULL, a_lsn pg_lsn NOT NULL,
            a_point point NOT NULL, a_line line NOT NULL, a_lseg lseg NOT NULL, a_box box NOT NULL, a_path path NOT NULL,
            a_polygon polygon NOT NULL, a_circle circle NOT NULL, a_tsvector tsvector NOT NULL,
            a_tsquery tsquery NOT NULL, a_int4range int4range NOT NULL, a_numrange numrange NOT NULL,
            a_daterange daterange NOT NULL, a_tsrange tsrange NOT NULL, a_tstzrange tstzrange NOT NULL,
            a_multirange int8multirange NOT NULL, a_datemultirange datemultirange NOT NULL,
            a_tstzmultirange tstzmultirange NOT NULL, a_hstore hstore NOT NULL, a_ltree ltree NOT NULL,
            a_mood mood NOT NULL, an_age age_of_adults NOT NULL, int_array int[] NOT NULL, text_array text[] NOT NULL,
            box_array box[] NOT NULL, mood_array mood[] NOT NULL, time_array timestamptz[] NOT NULL
            """;

    private final long seed = ThreadLocalRandom.current().nextLong(1L << 31);

    TableFillingTest() {
        System.out.println("TableFillingTest: seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BATCHED", "COPY"})
    void fillsEverySupportedType(WriteMode mode, TestDatabase database) throws Exception {
        database.execute(
                "CREATE EXTENSION hstore",
                "CREATE EXTENSION citext",
                "CREATE EXTENSION ltree",
                "CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'très \"happy\"')",
                "CREATE DOMAIN age_of_adults AS int CHECK (VALUE BETWEEN 18 AND 120)",
                "CREATE TABLE things (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, " + EVERY_TYPE + ")",
                // The same columns, nullable.
                "CREATE TABLE maybe (id serial PRIMARY KEY, " + EVERY_TYPE.replace("NOT NULL", "") + ")");
        ExpectedTables expected = run(database, mode, "things", "maybe");
        assertThat(expected.changes)
                .filteredOn(change -> change.table().name().equals("maybe"))
                .extracting(WrittenChange::after)
                .filteredOn(Objects::nonNull)
                .anySatisfy(row -> assertThat(row.values()).containsNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id uuid PRIMARY KEY DEFAULT gen_random_uuid(), name text NOT NULL",
                "code varchar(14) PRIMARY KEY, name text",
                "n int PRIMARY KEY, name text UNIQUE NOT NULL, note text",
                "n numeric PRIMARY KEY, email varchar(200) NOT NULL UNIQUE, number int UNIQUE, at timestamptz UNIQUE, n2 int",
                "day date, n bigint, name text, PRIMARY KEY (day, n)",
                "\"Odd \"\"name\" text NOT NULL, \"select\" int, \"Key\" smallserial PRIMARY KEY",
                "id serial PRIMARY KEY, price numeric(6, 2) NOT NULL CHECK (price > 0),"
                        + " status text NOT NULL CHECK (status IN ('new', 'paid')), code char(3) CHECK (code ~ '^[A-Z]+$'),"
                        + " low int NOT NULL, high int NOT NULL, CHECK (low < high AND low > 10 AND high <= 50)",
                "id serial PRIMARY KEY, made timestamptz NOT NULL DEFAULT now(), n int,"
                        + " twice int GENERATED ALWAYS AS (n * 2) STORED, never int CHECK (never IS NULL)",
                "id serial PRIMARY KEY, odd pg_snapshot, n int",
                "id int GENERATED BY DEFAULT AS IDENTITY, name text NOT NULL, UNIQUE (id)"
            })
    void respectsKeysDefaultsAndChecks(String columns, TestDatabase database) throws Exception {
        database.execute("CREATE TABLE t (" + columns + ")");
        ExpectedTables expected = run(database, WriteMode.BATCHED, "t");
        // A second run with the same seed encounters the rows of the first.
        int before = expected.changes.size();
        LoadSummary second =
                new LoadGenerator(options(database, WriteMode.BATCHED, "t").build(), LoadListener.NONE).run();
        assertThat(second.errors()).isZero();
        assertThat(second.rows()).isEqualTo(before);
    }

    @Test
    void foreignKeysReferenceExistingRows(TestDatabase database) throws Exception {
        database.execute(
                "CREATE TABLE shops (id serial PRIMARY KEY, name text)",
                "CREATE TABLE customers (shop int REFERENCES shops, n int, PRIMARY KEY (shop, n))",
                "CREATE TABLE orders (id serial PRIMARY KEY, shop int NOT NULL REFERENCES shops, customer int NOT NULL,"
                        + " parent int REFERENCES orders, FOREIGN KEY (shop, customer) REFERENCES customers)",
                "CREATE TABLE lines (order_id int REFERENCES orders, line int, amount int, PRIMARY KEY (order_id, line))",
                "INSERT INTO shops (name) SELECT 'shop ' || i FROM generate_series(1, 20) i",
                "INSERT INTO customers SELECT i, i * 10 FROM generate_series(1, 20) i");
        run(database, WriteMode.BATCHED, "orders");
        LoadOptions lines =
                options(database, WriteMode.BATCHED, "lines").zipf(1.5).build();
        ExpectedTables expected = new ExpectedTables();
        LoadGenerator generator = new LoadGenerator(lines, expected);
        assertThat(generator.run().errors()).isZero();
        expected.assertEqualTo(database, generator.tables());
        long hottest = Long.parseLong(
                database.queryText("SELECT count(*) FROM lines WHERE order_id = (SELECT min(id) FROM orders)"));
        assertThat(hottest).isGreaterThan(database.count("lines") / 10);
    }

    @Test
    void rejectsRequiredForeignKeyWithoutParents(TestDatabase database) throws Exception {
        database.execute(
                "CREATE TABLE parents (id serial PRIMARY KEY)",
                "CREATE TABLE children (id serial PRIMARY KEY, parent int NOT NULL REFERENCES parents)");
        assertRejected(database, "children", "foreign key children_parent_fkey", "--table public.parents");
    }

    @Test
    void rejectsUnsupportedTablesWithReason(TestDatabase database) throws Exception {
        database.execute(
                "CREATE TABLE odd (id serial PRIMARY KEY, s pg_snapshot NOT NULL)",
                "CREATE TABLE impossible (id serial PRIMARY KEY, n int NOT NULL CHECK (n > 5 AND n < 3))",
                "CREATE TABLE keyless (n int)",
                "CREATE VIEW v AS SELECT 1 AS n");
        assertRejected(database, "odd", "Column s", "pg_snapshot");
        assertRejected(database, "impossible", "impossible_n_check");
        assertRejected(database, "keyless", "no key", "--mix insert=1");
        assertRejected(database, "v", "view");
        assertRejected(database, "none", "Table public.none does not exist", "CREATE TABLE");
        ExpectedTables expected = new ExpectedTables();
        LoadOptions inserts = database.options(new Burst(50, 1, null))
                .table("keyless")
                .mix(OperationMix.INSERTS_ONLY)
                .build();
        assertThat(new LoadGenerator(inserts, expected).run().rows()).isEqualTo(50);
        assertThat(database.count("keyless")).isEqualTo(50);
    }

    @Test
    void sameSeedGivesSameRows(TestDatabase database) throws Exception {
        database.execute(
                "CREATE TABLE t (id serial PRIMARY KEY, " + "a text, b timestamptz, c numeric(9, 3), d jsonb)");
        List<WrittenRow> first = insertRows(database);
        database.execute("DELETE FROM t");
        assertThat(insertRows(database)).isEqualTo(first).hasSize(40);
    }

    private List<WrittenRow> insertRows(TestDatabase database) throws InterruptedException {
        ExpectedTables expected = new ExpectedTables();
        LoadOptions options = database.options(new Burst(40, 1, null))
                .table("t")
                .seed(seed)
                .connections(1)
                .mix(OperationMix.INSERTS_ONLY)
                .build();
        new LoadGenerator(options, expected).run();
        return expected.changes.stream().map(WrittenChange::after).toList();
    }

    private LoadOptions.Builder options(TestDatabase database, WriteMode mode, String... tables) {
        return database.options(new Burst(ROWS, 1, null))
                .tables(List.of(tables))
                .mix(new OperationMix(60, 25, 15))
                .seed(seed)
                .connections(2)
                .batchSize(7)
                .mode(mode);
    }

    private ExpectedTables run(TestDatabase database, WriteMode mode, String... tables) throws Exception {
        ExpectedTables expected = new ExpectedTables();
        LoadGenerator generator =
                new LoadGenerator(options(database, mode, tables).build(), expected);
        LoadSummary summary = generator.run();
        expected.assertEqualTo(database, generator.tables());
        assertThat(summary.rows()).isEqualTo(ROWS);
        return expected;
    }

    private void assertRejected(TestDatabase database, String table, String... reasons) {
        LoadGenerator generator = new LoadGenerator(
                database.options(new Burst(1, 1, null)).table(table).build(), LoadListener.NONE);
        assertThatThrownBy(generator::run).isInstanceOf(LoadException.class).hasMessageContainingAll(reasons);
    }
}
