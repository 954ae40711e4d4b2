package dev.ezcdc.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.loadgen.Burst;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.OperationMix;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class LostConnectionTest {

    private final long seed = ThreadLocalRandom.current().nextLong(1L << 31);

    LostConnectionTest() {
        System.out.println("LostConnectionTest: seed " + seed);
    }

    @Test
    void resolvesTransactionCutAtCommit(TestDatabase database) throws Exception {
        database.createCustomers();
        database.execute("CREATE TABLE keyless (n int, word text)");
        try (CuttingProxy proxy = new CuttingProxy(database.port(), "COMMIT")) {
            LoadSummary summary = run(database, proxy, options -> options.tables(List.of("customers"))
                    .batchSize(4));
            assertThat(summary.resolved()).isEqualTo(proxy.cuts());
            LoadSummary keyless =
                    run(database, proxy, options -> options.table("keyless").mix(OperationMix.INSERTS_ONLY));
            assertThat(keyless.rows()).isEqualTo(database.count("keyless"));
        }
    }

    @Test
    void resolvesSingleStatementByItsRow(TestDatabase database) throws Exception {
        database.execute("CREATE TABLE notes (id uuid PRIMARY KEY, note text NOT NULL, data jsonb NOT NULL)");
        // The value is a parameter of every statement, so the proxy can match it.
        database.execute("ALTER TABLE notes ADD marker text NOT NULL CHECK (marker = 'cut-here')");
        try (CuttingProxy proxy = new CuttingProxy(database.port(), "cut-here")) {
            LoadSummary summary = run(database, proxy, options -> options.table("notes"));
            assertThat(summary.reconnects()).isPositive();
        }
    }

    @Test
    void resolvesTruncate(TestDatabase database) throws Exception {
        database.createCustomers();
        try (CuttingProxy proxy = new CuttingProxy(database.port(), "TRUNCATE")) {
            LoadSummary summary = run(database, proxy, options -> options.truncateEveryRows(10));
            assertThat(summary.truncates()).isEqualTo(6);
        }
    }

    private LoadSummary run(TestDatabase database, CuttingProxy proxy, UnaryOperator<LoadOptions.Builder> customize)
            throws Exception {
        // Without named statements, the SQL text passes the proxy every time.
        String url = database.url(proxy.port()) + "?prepareThreshold=0";
        LoadOptions options = customize
                .apply(LoadOptions.builder(url, "postgres", "postgres", new Burst(60, 1, null))
                        .mix(new OperationMix(60, 25, 15))
                        .seed(seed)
                        .connections(2))
                .build();
        int before = proxy.cuts();
        ExpectedTables expected = new ExpectedTables();
        LoadGenerator generator = new LoadGenerator(options, expected);
        LoadSummary summary = generator.run();
        expected.assertEqualTo(database, generator.tables());
        assertThat(summary.rows()).isEqualTo(60);
        assertThat(proxy.cuts()).isGreaterThan(before);
        assertThat(summary.reconnects()).isEqualTo(proxy.cuts() - before);
        return summary;
    }
}
