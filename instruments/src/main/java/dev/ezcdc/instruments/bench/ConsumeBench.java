package dev.ezcdc.instruments.bench;

import dev.ezcdc.consumer.RecordDecoder;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.infra.run.StackSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures the consumer from Kafka's bytes to lines in a file, alternately with this project's decoder and with Jackson
 * jacksonDecoder, on one topic of a separate broker.
 */
public final class ConsumeBench {

    private final Options options;
    private final Consumer<String> progress;

    /**
     * The options of a measurement.
     *
     * @param corpus file of captured messages with schema, in the format of the benchmarks
     * @param changes number of changes in the topic
     * @param compression Kafka's name of the topic's compression
     * @param rounds number of passes per decoder, after one warm-up round
     * @param samplesHeap whether to read the topic once more with full collections, to sample the heap
     */
    public record Options(Path corpus, long changes, String compression, int rounds, boolean samplesHeap) {}

    /**
     * The medians of the rounds.
     *
     * @param ezcdc result with this project's decoder
     * @param jackson result with Jackson jacksonDecoder
     * @param heapBytes heap in use after full collections, in order; empty if it was not sampled
     */
    public record Result(Throughput ezcdc, Throughput jackson, List<Long> heapBytes) {}

    /** The throughput with one decoder, and the shares of its time from 0 to 1. */
    public record Throughput(double changesPerSecond, double clientShare, double decodingShare, double writingShare) {}

    /** @param progress receives a message per step */
    public ConsumeBench(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Starts a broker, fills the topic, measures, and deletes all data. */
    public Result run(StackSettings settings) throws Exception {
        EmbeddedStack stack = new EmbeddedStack(settings);
        Path file = Files.createTempFile("ezcdc-bench", ".log");
        try {
            stack.start(StackService.KAFKA);
            String servers = stack.endpoints().bootstrapServers();
            progress.accept("filling a topic with " + options.changes() + " changes");
            String topic = TopicFiller.fill(servers, options.corpus(), options.changes(), options.compression());
            return measure(servers, topic, file);
        } finally {
            Thread.interrupted(); // an interrupt must not prevent the broker from being stopped
            stack.deleteData();
            Files.deleteIfExists(file);
        }
    }

    private Result measure(String servers, String topic, Path file) throws Exception {
        List<BenchPass.Result> ezcdc = new ArrayList<>();
        List<BenchPass.Result> jackson = new ArrayList<>();
        RecordDecoder decoder = EnvelopeDecoder.create()::decode;
        RecordDecoder jacksonDecoder = new JacksonRecordDecoder();
        for (int round = 0; round <= options.rounds(); round++) {
            BenchPass.Result ezcdcPass =
                    BenchPass.run(servers, topic, options.changes(), decoder, file, false, progress);
            BenchPass.Result jacksonPass =
                    BenchPass.run(servers, topic, options.changes(), jacksonDecoder, file, false, progress);
            progress.accept(String.format(
                    Locale.ROOT,
                    "round %d%s: %,.0f changes/s, with Jackson %,.0f",
                    round,
                    round == 0 ? " (warm-up)" : "",
                    ezcdcPass.changesPerSecond(),
                    jacksonPass.changesPerSecond()));
            if (round > 0) {
                ezcdc.add(ezcdcPass);
                jackson.add(jacksonPass);
            }
        }
        List<Long> heap = options.samplesHeap()
                ? BenchPass.run(servers, topic, options.changes(), decoder, file, true, progress)
                        .heapBytes()
                : List.of();
        return new Result(median(ezcdc), median(jackson), heap);
    }

    private static Throughput median(List<BenchPass.Result> rounds) {
        List<BenchPass.Result> sorted = rounds.stream()
                .sorted(Comparator.comparingDouble(BenchPass.Result::changesPerSecond))
                .toList();
        BenchPass.Result middle = sorted.get(sorted.size() / 2);
        return new Throughput(
                middle.changesPerSecond(), middle.clientShare(), middle.decodingShare(), middle.writingShare());
    }
}
