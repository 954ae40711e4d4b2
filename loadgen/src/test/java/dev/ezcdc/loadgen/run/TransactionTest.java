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
    void theAccountIsWhatTheTablesHold(WriteMode mode, TestDatabase database) throws Exception {
        createTables(database);
        ExpectedTables account = new ExpectedTables();
        LoadGenerator generator = new LoadGenerator(
                options(database, 600).withMode(mode).withRollbacks(0.2).withTruncateEvery(250), account);
        LoadSummary summary = generator.run();
        account.assertEqualTo(database, generator.tables());
        assertThat(summary.errors()).isZero();
        assertThat(summary.truncates()).isEqualTo(2).isEqualTo(account.truncates);
        assertThat(summary.rolledBack()).isPositive();
        assertThat(summary.rows() + summary.rolledBack()).isEqualTo(600);
        assertThat(account.changes).hasSize((int) summary.rows()).anyMatch(WrittenChange::isKeyChange);
        assertThat(account.transactions)
                .anyMatch(transaction -> transaction.changes().stream()
                                .map(WrittenChange::table)
                                .distinct()
                                .count()
                        > 1);
    }

    @Test
    void transactionsHaveTheNumberThatTheServerGaveThem(TestDatabase database) throws Exception {
        createTables(database);
        ExpectedTables account = new ExpectedTables();
        new LoadGenerator(options(database, 60).withRollbacks(0.3).withConnections(1), account).run();
        assertThat(account.transactions).isNotEmpty().allSatisfy(transaction -> assertThat(
                        database.queryText("SELECT pg_xact_status('" + transaction.xid() + "')"))
                .isEqualTo("committed"));
        assertThat(account.rolledBack).isNotEmpty().allSatisfy(transaction -> assertThat(
                        database.queryText("SELECT pg_xact_status('" + transaction.xid() + "')"))
                .isEqualTo("aborted"));
    }

    @Test
    void hotRowsAreUpdatedMoreOften(TestDatabase database) throws Exception {
        createTables(database);
        ExpectedTables account = new ExpectedTables();
        LoadOptions options = options(database, 600)
                .withTable("customers")
                .withConnections(1)
                .withMix(new OperationMix(10, 90, 0))
                .withZipf(1.5);
        new LoadGenerator(options, account).run();
        long first = account.changes.get(0).id();
        assertThat(account.changes.stream()
                        .filter(change -> change.id() == first)
                        .count())
                .isGreaterThan(100);
    }

    @Test
    void whatIsReferredToIsNotTruncated(TestDatabase database) throws Exception {
        createTables(database);
        database.execute("CREATE TABLE orders (id serial PRIMARY KEY, customer int REFERENCES customers)");
        LoadGenerator generator = new LoadGenerator(options(database, 10).withTruncateEvery(5), LoadListener.NONE);
        assertThatThrownBy(generator::run)
                .isInstanceOf(LoadException.class)
                .hasMessageContainingAll("customers cannot be truncated", "orders refers to it");
    }

    private static void createTables(TestDatabase database) throws Exception {
        database.createCustomers();
        database.execute(
                "CREATE TABLE notes (id uuid PRIMARY KEY, note text, made timestamptz, customer int)",
                "CREATE TABLE scores (player int, round int, score numeric(9, 2), PRIMARY KEY (player, round))");
    }

    private LoadOptions options(TestDatabase database, long rows) {
        return database.options(new Burst(rows, 1, null))
                .withTables(List.of("customers", "notes", "scores"))
                .withMix(new OperationMix(50, 25, 15, 10))
                .withSeed(seed)
                .withConnections(3)
                .withBatch(5);
    }
}
