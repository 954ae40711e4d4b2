package dev.ezcdc.benchmarks.run;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.contender.Decoder;
import dev.ezcdc.benchmarks.corpus.Corpus;
import dev.ezcdc.benchmarks.corpus.Ring;
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

/**
 * Measures the time to turn one Kafka record (key and value) into Java values, on one core.
 *
 * <p><b>Included.</b> Every contender gets the same bytes, or the same record in its binary format, and returns everything in them: the key, the rows before and
 * after, all fields of the source, the operation, and the times as Instants. Excluded are reading the records from Kafka
 * and using the result, which is consumed whole. Objects created once per program (mappers, generated readers, cached
 * schemas) are created during warm-up: the result is the cost of the millionth message.
 *
 * <p><b>Differences.</b> Contenders that bind to classes know this one table in advance and would not detect a changed
 * schema; {@code ezcdc} and {@code connectJsonConverter} decode any table. {@code connectJsonConverter} leaves times as
 * numbers. {@link Contender#note()} states this for each, and reports repeat it. Some contenders accept malformed input
 * that others reject; that is not measured here.
 *
 * <p><b>Input.</b> A ring of 1,024 distinct records from a real stack. Each contender runs in a separate JVM, so that no
 * call site has seen the types of another.
 *
 * <pre>
 * ./cdc bench decode                                                  everything, with a report
 * java -jar benchmarks/target/benchmarks.jar DecodeBenchmark -prof gc  the same by JMH's own options
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@State(Scope.Thread)
public class DecodeBenchmark {

    @Param
    private Contender contender = Contender.ezcdc;

    @Param
    private Corpus corpus = Corpus.customerCreate;

    private @Nullable Ring ring;
    private @Nullable Decoder<?> decoder;
    private int turn;

    /** Loads the records. */
    @Setup
    public void load() {
        Decoder<?> created = contender.decoder(corpus);
        ring = corpus.loadRing().convert(created::encodeKey, created::encodeValue);
        decoder = created;
    }

    /** Decodes the next record. */
    @Benchmark
    @SuppressWarnings("NullAway") // set by load(), and a check would be measured too
    public Object decode() {
        int next = turn++;
        return decoder.decode(ring.key(next), ring.value(next));
    }
}
