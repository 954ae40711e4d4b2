package dev.ezcdc.instruments.bench;

import dev.ezcdc.consumer.RecordDecoder;
import dev.ezcdc.envelope.json.EnvelopeDecoder;
import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.run.EmbeddedStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The same loop with the project's decoder and with Jackson's databind, in turns, on one topic of a broker of its own: bytes
 * from Kafka, a record, a line, a file.
 */
public final class ConsumeBench {

    private final Options options;
    private final Consumer<String> progress;

    /**
     * What is measured.
     *
     * @param corpus captured messages with schema, in the benchmarks' form
     * @param changes how many the topic is filled with
     * @param compression Kafka's name of how the topic is compressed
     * @param rounds how often each contender reads it all, after one round that doesn't count
     * @param watchHeap whether the topic is read once more, with a full collection now and then, to see the heap
     */
    public record Options(Path corpus, long changes, String compression, int rounds, boolean samplesHeap) {}

    /**
     * The medians of the rounds.
     *
     * @param ours the pass with this project's decoder
     * @param jackson the same with Jackson in its place
     * @param heapBytes the heap in use after full collections, from beginning to end; empty if not asked for
     */
    public record Result(Throughput ezcdc, Throughput jackson, List<Long> heapBytes) {}

    /** A contender's rate, and the shares of its time from 0 to 1. */
    public record Throughput(double changesPerSecond, double clientShare, double decodingShare, double writingShare) {}

    /** @param progress told in a few words what is being done */
    public ConsumeBench(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /** Starts a broker, fills, measures, and leaves nothing behind. */
    public Result run(EmbeddedStack.Settings settings) throws Exception {
        EmbeddedStack stack = new EmbeddedStack(settings);
        Path file = Files.createTempFile("ezcdc-bench", ".log");
        try {
            stack.start(StackService.KAFKA);
            String servers = stack.endpoints().bootstrapServers();
            progress.accept("filling a topic with " + options.changes() + " changes");
            String topic = TopicFiller.fill(servers, options.corpus(), options.changes(), options.compression());
            return measure(servers, topic, file);
        } finally {
            Thread.interrupted(); // a signal's: ending the broker is not to be cut short
            stack.deleteData();
            Files.deleteIfExists(file);
        }
    }

    private Result measure(String servers, String topic, Path file) throws Exception {
        List<BenchPass.Result> ours = new ArrayList<>();
        List<BenchPass.Result> jackson = new ArrayList<>();
        RecordDecoder decoder = new EnvelopeDecoder()::decode;
        RecordDecoder databind = new JacksonRecordDecoder();
        for (int round = 0; round <= options.rounds(); round++) {
            BenchPass.Result one = BenchPass.run(servers, topic, options.changes(), decoder, file, false, progress);
            BenchPass.Result other = BenchPass.run(servers, topic, options.changes(), databind, file, false, progress);
            progress.accept(String.format(
                    Locale.ROOT,
                    "round %d%s: %,.0f changes/s, with Jackson %,.0f",
                    round,
                    round == 0 ? " (to warm up)" : "",
                    one.changesPerSecond(),
                    other.changesPerSecond()));
            if (round > 0) {
                ours.add(one);
                jackson.add(other);
            }
        }
        List<Long> heap = options.samplesHeap()
                ? BenchPass.run(servers, topic, options.changes(), decoder, file, true, progress)
                        .heapBytes()
                : List.of();
        return new Result(median(ours), median(jackson), heap);
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
