package dev.ezcdc.loadgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.loadgen.LoadListener;
import dev.ezcdc.loadgen.LoadOptions;
import dev.ezcdc.loadgen.LoadSummary;
import dev.ezcdc.loadgen.OperationMix;
import dev.ezcdc.loadgen.SteadyRate;
import dev.ezcdc.loadgen.Timing;
import dev.ezcdc.loadgen.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The README's code, as it stands there. */
@ExtendWith(TestPostgres.class)
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Path THIS = Path.of("src/test/java/dev/ezcdc/loadgen/run/ReadmeTest.java");

    @Test
    void theExampleDoesWhatItSays(TestDatabase database) throws Exception {
        database.createCustomers();
        database.execute("CREATE TABLE orders (id uuid PRIMARY KEY, amount numeric(8, 2), made timestamptz)");
        String url = database.url();
        String user = "postgres";
        String password = "postgres";
        // example
        LoadOptions options = LoadOptions.of(url, user, password, new SteadyRate(500, Duration.ofMillis(500)))
                .withTables(List.of("public.customers", "public.orders"))
                .withMix(OperationMix.parse("insert=70,update=20,delete=10"))
                .withBatch(5)
                .withRollbacks(0.1)
                .withSeed(42);
        LongAdder seen = new LongAdder();
        LoadListener listener = new LoadListener() {
            @Override
            public void onCommitted(Transaction transaction, Timing timing) {
                // Each change: table, operation, key, before, after; timing: intended, sent, returned.
                seen.add(transaction.changes().size());
            }
        };
        LoadSummary summary = new LoadGenerator(options, listener).run();
        // end
        assertThat(summary.errors()).isZero();
        assertThat(seen.sum()).isPositive().isEqualTo(summary.rows());
    }

    @Test
    void theReadmeShowsThatExample() throws Exception {
        String source = Files.readString(THIS);
        int start = source.indexOf("// example\n") + "// example\n".length();
        int end = source.indexOf("\n        // end\n");
        String example = source.substring(start, end).stripIndent();
        assertThat(Files.readString(README)).contains("```java\n" + example + "\n```");
    }
}
