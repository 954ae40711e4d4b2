package dev.ezcdc.envelope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ezcdc.envelope.CdcRecord;
import dev.ezcdc.envelope.json.MutationSamples.Sample;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the decoder's limits, the growth of CPU time and memory, and the use of one decoder by many threads. */
class ConformanceBoundsTest {

    private static final byte[] KEY = ConformanceEnvelopes.key();
    private static final String TEXT = "\"type\":\"string\",\"optional\":true";
    private static final String TEXTS =
            "\"type\":\"map\",\"optional\":true,\"keys\":{\"type\":\"string\",\"optional\":false},"
                    + "\"values\":{\"type\":\"string\",\"optional\":true}";

    private static boolean accepts(byte[] value) {
        ConformanceOracle oracle = new ConformanceOracle();
        oracle.learn(KEY, ConformanceEnvelopes.schemalessEnvelope("null".getBytes(UTF_8)));
        oracle.learn(KEY, ConformanceEnvelopes.typedEnvelope(TEXTS, "null".getBytes(UTF_8)));
        oracle.learn(KEY, ConformanceEnvelopes.typedEnvelope(TEXT, "null".getBytes(UTF_8)));
        return oracle.judge(KEY, value).isAccepted();
    }

    private static boolean accepts(String document) {
        return accepts(ConformanceEnvelopes.schemalessEnvelope(document.getBytes(UTF_8)));
    }

    @Test
    void limitsDepthTo200Levels() {
        // The column is inside two objects.
        assertThat(accepts("[".repeat(198) + "]".repeat(198))).isTrue();
        assertThat(accepts("[".repeat(199) + "]".repeat(199))).isFalse();
        assertThat(accepts("{\"a\":".repeat(198) + "1" + "}".repeat(198))).isTrue();
        assertThat(accepts("{\"a\":".repeat(199) + "1" + "}".repeat(199))).isFalse();
    }

    @Test
    void limitsNumbersTo5000Characters() {
        assertThat(accepts("9".repeat(5_000))).isTrue();
        assertThat(accepts("9".repeat(5_001))).isFalse();
        assertThat(accepts("0." + "1".repeat(4_998))).isTrue();
        assertThat(accepts("0." + "1".repeat(5_200))).isFalse();
    }

    @Test
    void limitsNamesTo50000Bytes() {
        for (String letter : List.of("n", "\\n", "ä")) {
            String longest = letter.repeat(49_000 / (letter.equals("ä") ? 2 : 1));
            assertThat(accepts("{\"" + longest + "\":1}")).isTrue();
            assertThat(accepts("{\"" + longest + longest + "\":1}")).isFalse();
            assertThat(accepts(
                            ConformanceEnvelopes.typedEnvelope(TEXTS, ("{\"" + longest + "\":\"1\"}").getBytes(UTF_8))))
                    .isTrue();
            assertThat(accepts(ConformanceEnvelopes.typedEnvelope(
                            TEXTS, ("{\"" + longest + longest + "\":\"1\"}").getBytes(UTF_8))))
                    .isFalse();
        }
    }

    @Test
    void doesNotLimitStrings() {
        assertThat(accepts('"' + "x".repeat(10_000_000) + '"')).isTrue();
        assertThat(accepts(ConformanceEnvelopes.typedEnvelope(
                        TEXT, ('"' + "ä\\n".repeat(2_000_000) + '"').getBytes(UTF_8))))
                .isTrue();
    }

    /** Returns inputs of variable size. The test compares CPU times of two sizes, never with a fixed time. */
    static Stream<Arguments> growing() {
        return Stream.of(
                growingInput("columns", 2_000, n -> envelope(members(n, "\"c%d\":%d"))),
                growingInput(
                        "columns with long names", 500, n -> envelope(members(n, "\"a_long_name_of_a_column_%d\":%d"))),
                growingInput("names in free JSON", 2_000, n -> column("{" + members(n, "\"c%d\":%d") + "}")),
                growingInput("one name repeated", 4_000, n -> column("{" + members(n, "\"c\":1") + "}")),
                growingInput("elements", 8_000, n -> column("[" + members(n, "%d") + "]")),
                growingInput(
                        "deep arrays side by side",
                        50,
                        n -> column("[" + members(n, "[".repeat(190) + "]".repeat(190)) + "]")),
                growingInput("escapes", 8_000, n -> column('"' + "\\u00e4\\n".repeat(n) + '"')),
                growingInput("surrogate pairs", 4_000, n -> column('"' + "\\ud83d\\ude00".repeat(n) + '"')),
                growingInput("short strings with escapes", 2_000, n -> column("[" + members(n, "\"\\n%d\"") + "]")),
                growingInput(
                        "short strings that are not ASCII", 2_000, n -> column("[" + members(n, "\"ä\\t%d\"") + "]")),
                growingInput("long numbers", 20, n -> column("[" + members(n, "9".repeat(1000)) + "]")),
                growingInput("white space", 20_000, n -> column(" ".repeat(n) + "1")),
                growingInput("backslashes", 20_000, n -> column('"' + "\\\\".repeat(n) + '"')),
                growingInput("fields of a schema", 500, ConformanceBoundsTest::wideSchema),
                growingInput(
                        "escapes in a column of text",
                        8_000,
                        n -> ConformanceEnvelopes.typedEnvelope(TEXT, ('"' + "\\n".repeat(n) + '"').getBytes(UTF_8))));
    }

    private static Arguments growingInput(String name, int size, IntFunction<byte[]> input) {
        return Arguments.of(name, size, input);
    }

    private static byte[] envelope(String members) {
        return ConformanceEnvelopes.schemalessEnvelope(("1," + members).getBytes(UTF_8));
    }

    private static byte[] column(String document) {
        return ConformanceEnvelopes.schemalessEnvelope(document.getBytes(UTF_8));
    }

    private static String members(int count, String format) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(format, i, i))
                .collect(Collectors.joining(","));
    }

    private static byte[] wideSchema(int fields) {
        String[] schemas = IntStream.range(0, fields)
                .mapToObj(i -> ConformanceEnvelopes.field("f" + i, TEXT))
                .toArray(String[]::new);
        return ConformanceEnvelopes.typedEnvelope(
                ConformanceEnvelopes.struct("wide", true, schemas),
                ("{" + members(fields, "\"f%d\":\"%d\"") + "}").getBytes(UTF_8));
    }

    /** Eight times the input needs about eight times the CPU time; quadratic growth would need 64 times. */
    @ParameterizedTest
    @MethodSource("growing")
    void cpuTimeGrowsLinearly(String name, int size, IntFunction<byte[]> input) {
        byte[] small = input.apply(size);
        byte[] large = input.apply(8 * size);
        // Warm-up, so the measurement excludes compilation.
        measureCpuNanos(small, 8);
        double ratio = Double.MAX_VALUE;
        for (int tries = 0; tries < 5 && ratio > 16; tries++) {
            ratio = Math.min(ratio, measureCpuNanos(large, 3) / (double) Math.max(1, measureCpuNanos(small, 3)));
        }
        assertThat(ratio * small.length * 8 / large.length)
                .as("growth of CPU time with %s", name)
                .isLessThan(28);
    }

    /** Returns the least CPU time of some runs, each with a new decoder, in nanoseconds. */
    private static long measureCpuNanos(byte[] value, int runs) {
        var threads = ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < runs; i++) {
            EnvelopeDecoder decoder = EnvelopeDecoder.create();
            long start = threads.getCurrentThreadCpuTime();
            for (int repeat = 0; repeat < 3; repeat++) {
                decoder.decode(KEY, value);
            }
            least = Math.min(least, threads.getCurrentThreadCpuTime() - start);
        }
        return least;
    }

    /** Decodes new schemas, new columns and longer and longer rows. */
    @Test
    @Tag("long")
    void boundsMemoryForManyNewShapes() {
        EnvelopeDecoder decoder = EnvelopeDecoder.create();
        for (int i = 0; i < 500; i++) {
            byte[] typed = ConformanceEnvelopes.typedEnvelope(
                    TEXT + ",\"doc\":\"" + "d".repeat(80_000) + i + '"', "null".getBytes(UTF_8));
            decoder.decode(KEY, typed);
            decoder.decode(KEY, typed);
            decoder.decode(KEY, envelope(members(1 + i, "\"c%d\":%d")));
            decoder.decode(KEY, envelope("\"" + "n".repeat(40_000) + i + "\":1"));
        }
        long heldBytes = HeldMemory.measureBytes();
        assertThat(decoder.decodeGeneral(KEY, envelope("\"a\":1"))).isNotNull();
        System.out.println("heap in use after many new shapes: " + (heldBytes >> 20) + " MiB");
        assertThat(heldBytes).isLessThan(200L << 20);
    }

    @Test
    void sharedDecoderGivesSameAnswersToAllThreads() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed of sharedDecoderGivesSameAnswersToAllThreads: " + seed);
        List<Sample> samples = new ArrayList<>(MutationSamples.all());
        Random random = new Random(seed);
        for (Sample sample : List.copyOf(samples)) {
            if (sample.value() != null) {
                samples.add(new Sample(
                        sample.key(),
                        Mutations.mutate(sample.value(), sample.value(), random).json()));
            }
        }
        List<String> expected = samples.stream()
                .map(sample -> answer(EnvelopeDecoder.create(), sample))
                .toList();
        EnvelopeDecoder shared = EnvelopeDecoder.create();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> wrongAnswers = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                long order = seed + thread;
                wrongAnswers.add(threads.submit(() -> countWrongAnswers(shared, samples, expected, new Random(order))));
            }
            for (Future<Integer> count : wrongAnswers) {
                assertThat(count.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int countWrongAnswers(
            EnvelopeDecoder decoder, List<Sample> samples, List<String> expected, Random order) {
        int wrong = 0;
        List<Integer> indexes =
                new ArrayList<>(IntStream.range(0, samples.size()).boxed().toList());
        for (int round = 0; round < 15; round++) {
            Collections.shuffle(indexes, order);
            for (int i : indexes) {
                wrong += answer(decoder, samples.get(i)).equals(expected.get(i)) ? 0 : 1;
            }
        }
        return wrong;
    }

    private static String answer(EnvelopeDecoder decoder, Sample sample) {
        try {
            CdcRecord record = decoder.decode(sample.key(), sample.value());
            return RecordDescription.describe(record);
        } catch (MalformedEnvelopeException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
