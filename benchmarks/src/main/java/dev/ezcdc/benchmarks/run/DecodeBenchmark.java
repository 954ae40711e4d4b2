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
 * How long it takes to turn one Kafka record (key and value) into Java values, on one core.
 *
 * <p><b>Who pays for what.</b> Everybody gets the same bytes and is asked for everything in them: the key, the rows before
 * and after, all fields of the source, the operation and the times as Instants. Nobody pays for reading the records from
 * Kafka, nor for looking at the result, which is consumed whole. What is made once per program (mappers, generated
 * readers, cached schemas) is made in the warm-up and not counted: these are the costs of the millionth message.
 *
 * <p><b>What is not equal.</b> Those that bind to classes know this one table beforehand, and would not notice a changed
 * schema; {@code ezcdc} and {@code connectJsonConverter} take any table. {@code connectJsonConverter} leaves times as
 * numbers. {@link Contender#note()} says this of each, and reports carry it. Some accept malformed input that others
 * reject; that is not measured here.
 *
 * <p><b>Input.</b> A ring of 1,024 distinct records from a real stack, in turn. Each contender runs in a JVM of its own,
 * so that no call site has seen another's types.
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

    /** Who decodes. */
    @Param
    private Contender contender = Contender.ezcdc;

    /** What is decoded. */
    @Param
    private Corpus corpus = Corpus.customerCreate;

    private @Nullable Ring ring;
    private @Nullable Decoder<?> decoder;
    private int turn;

    /** Loads the records. */
    @Setup
    public void load() {
        ring = corpus.ring();
        decoder = contender.decoder(corpus);
    }

    /** Decodes the next record. */
    @Benchmark
    @SuppressWarnings("NullAway") // set by load(), and a check would be measured too
    public Object decode() {
        int next = turn++;
        return decoder.decode(ring.key(next), ring.value(next));
    }
}
