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

/** Compiles the Java examples of the documents, and runs the long one. */
@ExtendWith(TestPostgres.class)
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Path GUIDE = Path.of("../docs/how-to/load.md");
    private static final Path SOURCE = Path.of("src/test/java/dev/ezcdc/loadgen/run/ReadmeTest.java");

    @Test
    void guideExampleReceivesEveryCommittedRow(TestDatabase database) throws Exception {
        database.createCustomers();
        database.execute("CREATE TABLE orders (id uuid PRIMARY KEY, amount numeric(8, 2), made timestamptz)");
        String url = database.url();
        String user = "postgres";
        String password = "postgres";
        // guide
        LoadOptions options = LoadOptions.builder(url, user, password, new SteadyRate(500, Duration.ofMillis(500)))
                .tables(List.of("public.customers", "public.orders"))
                .mix(OperationMix.parse("insert=70,update=20,delete=10"))
                .batchSize(5)
                .rollbackShare(0.1)
                .seed(42)
                .build();
        LongAdder committed = new LongAdder();
        LoadListener listener = new LoadListener() {
            @Override
            public void onCommitted(Transaction transaction, Timing timing) {
                // Each change: table, operation, key, before, after; timing: intended, sent, returned.
                committed.add(transaction.changes().size());
            }
        };
        LoadSummary summary = new LoadGenerator(options, listener).run();
        // end guide
        assertThat(summary.errors()).isZero();
        assertThat(committed.sum()).isPositive().isEqualTo(summary.rows());
    }

    /** Only compiled, because the example runs for a minute. */
    static LoadSummary runReadmeExample(String url, String user, String password, LoadListener listener)
            throws InterruptedException {
        // readme
        LoadOptions options = LoadOptions.builder(url, user, password, new SteadyRate(500, Duration.ofMinutes(1)))
                .seed(42)
                .build();
        LoadSummary summary = new LoadGenerator(options, listener).run();
        // end readme
        return summary;
    }

    @Test
    void guideContainsExample() throws Exception {
        assertThat(Files.readString(GUIDE)).contains("```java\n" + readExample("guide") + "\n```");
    }

    @Test
    void readmeContainsExample() throws Exception {
        assertThat(Files.readString(README)).contains("```java\n" + readExample("readme") + "\n```");
    }

    private static String readExample(String name) throws Exception {
        String source = Files.readString(SOURCE);
        String start = "// " + name + "\n";
        int end = source.indexOf("\n        // end " + name + "\n");
        return source.substring(source.indexOf(start) + start.length(), end).stripIndent();
    }
}
