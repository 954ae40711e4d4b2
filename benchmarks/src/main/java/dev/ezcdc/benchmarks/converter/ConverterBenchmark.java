package dev.ezcdc.benchmarks.converter;

import dev.ezcdc.benchmarks.corpus.Ring;
import dev.ezcdc.connect.CachingJsonConverter;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.Converter;
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
 * Measures the time to write one change as JSON, on one core. Both converters write the same bytes, which is checked first.
 *
 * <p>With {@link ConverterInput#customersTransformed} each of 1,024 records has a separate schema object. JsonConverter finds
 * the JSON of a schema by its hash, which a schema object remembers after its first use. With new objects for each record it
 * would be slower than here.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar ConverterBenchmark
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g"})
@State(Scope.Thread)
public class ConverterBenchmark {

    /** The converters. */
    public enum Writer {
        CachingJsonConverter,
        JsonConverter
    }

    @Param
    private ConverterInput input = ConverterInput.customers;

    @Param({"true", "false"})
    private boolean schemas = true;

    @Param
    private Writer converter = Writer.CachingJsonConverter;

    private SchemaAndValue[] records = {};
    private @Nullable Converter writer;
    private int turn;

    /**
     * Creates the records and compares what both converters write.
     *
     * @throws IllegalStateException if they differ
     */
    @Setup
    public void load() {
        records = input.records();
        Converter caching = newConverter(Writer.CachingJsonConverter);
        Converter reference = newConverter(Writer.JsonConverter);
        for (int i = 0; i < Ring.SIZE; i++) {
            byte[] written = caching.fromConnectData("customers", records[i].schema(), records[i].value());
            byte[] expected = reference.fromConnectData("customers", records[i].schema(), records[i].value());
            if (!Arrays.equals(written, expected)) {
                throw new IllegalStateException("the converters write record " + i + " in different forms");
            }
        }
        writer = newConverter(converter);
    }

    private Converter newConverter(Writer kind) {
        Converter created = kind == Writer.JsonConverter ? new JsonConverter() : new CachingJsonConverter();
        created.configure(Map.of("schemas.enable", schemas), false);
        return created;
    }

    /** Writes the next record. */
    @Benchmark
    @SuppressWarnings("NullAway") // set by load(), and a check would be measured too
    public byte[] write() {
        SchemaAndValue record = records[turn++ & (Ring.SIZE - 1)];
        return writer.fromConnectData("customers", record.schema(), record.value());
    }
}
