package dev.ezcdc.benchmarks.variation;

import dev.ezcdc.benchmarks.contender.Contender;
import dev.ezcdc.benchmarks.contender.Decoder;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
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

/** Measures the time to decode one varied update, key and value, on one core. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@State(Scope.Thread)
public class VariationBenchmark {

    @Param
    private VariedUpdate update = VariedUpdate.postgres;

    @Param
    private Variation variation = Variation.unvaried;

    private @Nullable VariedRing ring;
    private @Nullable EnvelopeDecoder decoder;
    private @Nullable Decoder<?> jackson;
    private int turn;

    /** Creates the records. */
    @Setup
    public void load() {
        ring = new VariedRing(update, variation);
        decoder = ring.newDecoder();
        jackson = Contender.jacksonDatabind.decoder(update.corpus());
    }

    /** Decodes the next record. */
    @Benchmark
    @SuppressWarnings("NullAway") // set by load(), and a check would be measured too
    public Object ezcdc() {
        int next = turn++;
        return decoder.decode(ring.key(next), ring.value(next));
    }

    /** Decodes the next record with Jackson. */
    @Benchmark
    @SuppressWarnings("NullAway")
    public Object jacksonDatabind() {
        int next = turn++;
        return jackson.decode(ring.key(next), ring.value(next));
    }
}
