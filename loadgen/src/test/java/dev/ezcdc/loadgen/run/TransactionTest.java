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
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(TestPostgres.class)
class TransactionTest {

    private final long seed = ThreadLocalRandom.current().nextLong(1L << 31);

    TransactionTest() {
        System.out.println("TransactionTest: seed " + seed);
    }

    @ParameterizedTest
    @EnumSource(WriteMode.class)
    void listenerReceivesExactlyTheWrittenRows(WriteMode mode, TestDatabase database) throws Exception {
        createTables(database);
        ExpectedTables expected = new ExpectedTables();
        LoadGenerator generator = new LoadGenerator(
                options(database, 600)
                        .mode(mode)
                        .rollbackShare(0.2)
                        .truncateEveryRows(250)
                        .build(),
                expected);
        LoadSummary summary = generator.run();
        expected.assertEqualTo(database, generator.tables());
        assertThat(summary.errors()).isZero();
        assertThat(summary.truncates()).isEqualTo(2).isEqualTo(expected.truncates);
        assertThat(summary.rolledBack()).isPositive();
        assertThat(summary.rows() + summary.rolledBack()).isEqualTo(600);
        assertThat(expected.changes).hasSize((int) summary.rows()).anyMatch(WrittenChange::isKeyChange);
        assertThat(expected.transactions)
                .anyMatch(transaction -> transaction.changes().stream()
                                .map(WrittenChange::table)
                                .distinct()
                                .count()
                        > 1);
    }

    @Test
    void transactionsHaveIdAssignedByServer(TestDatabase database) throws Exception {
        createTables(database);
        ExpectedTables expected = new ExpectedTables();
        new LoadGenerator(
                        options(database, 60).rollbackShare(0.3).connections(1).build(), expected)
                .run();
        assertThat(expected.transactions).isNotEmpty().allSatisfy(transaction -> assertThat(
                        database.queryText("SELECT pg_xact_status('" + transaction.xid() + "')"))
                .isEqualTo("committed"));
        assertThat(expected.rolledBack).isNotEmpty().allSatisfy(transaction -> assertThat(
                        database.queryText("SELECT pg_xact_status('" + transaction.xid() + "')"))
                .isEqualTo("aborted"));
    }

    @Test
    void updatesHotRowsMoreOften(TestDatabase database) throws Exception {
        createTables(database);
        ExpectedTables expected = new ExpectedTables();
        LoadOptions options = options(database, 600)
                .table("customers")
                .connections(1)
                .mix(new OperationMix(10, 90, 0))
                .zipf(1.5)
                .build();
        new LoadGenerator(options, expected).run();
        long first = expected.changes.get(0).id();
        assertThat(expected.changes.stream()
                        .filter(change -> change.id() == first)
                        .count())
                .isGreaterThan(100);
    }

    @Test
    void rejectsTruncateOfReferencedTable(TestDatabase database) throws Exception {
        createTables(database);
        database.execute("CREATE TABLE orders (id serial PRIMARY KEY, customer int REFERENCES customers)");
        LoadGenerator generator =
                new LoadGenerator(options(database, 10).truncateEveryRows(5).build(), LoadListener.NONE);
        assertThatThrownBy(generator::run)
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll("customers cannot be truncated", "referenced by orders");
    }

    private static void createTables(TestDatabase database) throws Exception {
        database.createCustomers();
        database.execute(
                "CREATE TABLE notes (id uuid PRIMARY KEY, note text, made timestamptz, customer int)",
                "CREATE TABLE scores (player int, round int, score numeric(9, 2), PRIMARY KEY (player, round))");
    }

    private LoadOptions.Builder options(TestDatabase database, long rows) {
        return database.options(new Burst(rows, 1, null))
                .tables(List.of("customers", "notes", "scores"))
                .mix(new OperationMix(50, 25, 15, 10))
                .seed(seed)
                .connections(3)
                .batchSize(5);
    }
}
