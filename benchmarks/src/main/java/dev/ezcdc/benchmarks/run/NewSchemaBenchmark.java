package dev.ezcdc.benchmarks.run;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.contender.Decoder;
import dev.ezcdc.benchmarks.corpus.Corpus;
import dev.ezcdc.benchmarks.corpus.NewSchemas;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Measures the total time of the first messages of a new schema. Each operation gives the schemas of key and value names
 * that were never seen, and keeps the decoder, as a program does. A decoder that caches schemas therefore pays for reading
 * them, for storing them and, because its cache is soon full, for evicting the oldest. A new decoder for each operation
 * would count costs that a program pays once, and a ring of a few schemas would be cached.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@State(Scope.Thread)
public class NewSchemaBenchmark {

    @Param({"ezcdc", "jacksonTree", "jacksonDatabind"})
    private Contender contender = Contender.ezcdc;

    /** A corpus with schemas. */
    @Param({"customerCreate"})
    private Corpus corpus = Corpus.customerCreate;

    /** The number of messages per schema. */
    @Param({"1", "2", "5", "10", "20"})
    private int messages = 1;

    private @Nullable NewSchemas records;
    private @Nullable Decoder<?> decoder;

    /** Loads the records. */
    @Setup
    public void load() {
        records = new NewSchemas(corpus.loadRing());
        decoder = contender.decoder(corpus);
    }

    /** Decodes the first messages of the next schema. */
    @Benchmark
    @SuppressWarnings("NullAway") // set by load(), and a check would be measured too
    public void decode(Blackhole results) {
        records.startNewSchema();
        for (int i = 0; i < messages; i++) {
            records.advance();
            results.consume(decoder.decode(records.key(), records.value()));
        }
    }
}
