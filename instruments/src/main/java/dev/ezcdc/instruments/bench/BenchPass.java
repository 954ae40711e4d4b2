package dev.ezcdc.instruments.bench;

import dev.ezcdc.consumer.ChangeConsumer;
import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.RecordDecoder;
import dev.ezcdc.consumer.Topics;
import dev.ezcdc.consumer.format.ChangeLog;
import dev.ezcdc.consumer.format.LogFormat;
import dev.ezcdc.envelope.CdcRecord;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One pass over the complete topic into a file, by a separate consumer. Not thread-safe. */
final class BenchPass {

    /** One of this many records is timed, to limit the overhead. A prime, so that it does not coincide with a pattern. */
    private static final int TIMING_INTERVAL = 17;

    private static final int HEAP_SAMPLES = 20;

    private final long changes;
    private final RecordDecoder decoder;
    private final boolean samplesHeap;
    private final List<Long> heapBytes = new ArrayList<>();
    private long decoded;
    private long handled;
    private long decodingNanos;
    private long writingNanos;
    private long flushingNanos;
    private long startNanos;
    private long endNanos;

    /**
     * The result of a pass.
     *
     * @param clientShare share of the time in Kafka's client and the poll loop, from 0 to 1
     * @param decodingShare share of the time in the decoder, from 0 to 1
     * @param writingShare share of the time in formatting and writing, from 0 to 1
     * @param heapBytes heap in use after full collections, in order; empty if it was not sampled
     */
    record Result(
            double changesPerSecond,
            double clientShare,
            double decodingShare,
            double writingShare,
            List<Long> heapBytes) {}

    private BenchPass(long changes, RecordDecoder decoder, boolean samplesHeap) {
        this.changes = changes;
        this.decoder = decoder;
        this.samplesHeap = samplesHeap;
    }

    static Result run(
            String bootstrapServers,
            String topic,
            long changes,
            RecordDecoder decoder,
            Path file,
            boolean samplesHeap,
            Consumer<String> notices)
            throws Exception {
        BenchPass pass = new BenchPass(changes, decoder, samplesHeap);
        try (OutputStream out = new FileOutputStream(file.toFile())) {
            TimingHandler handler = pass.new TimingHandler(new ChangeLog(LogFormat.LINE, out, false, false));
            try (ChangeConsumer consumer = ChangeConsumer.builder(
                            bootstrapServers, Topics.named(topic), "bench-" + UUID.randomUUID())
                    .handler(handler)
                    .notices(notice -> notices.accept(notice.message()))
                    .decoder(pass::decode)
                    .failurePolicy(FailurePolicy.stop())
                    .build()) {
                handler.onLastChange = consumer::stop;
                consumer.run();
            }
        }
        return pass.result();
    }

    private CdcRecord decode(byte @Nullable [] key, byte @Nullable [] value) {
        if (decoded++ % TIMING_INTERVAL != 0) {
            return decoder.decode(key, value);
        }
        long before = System.nanoTime();
        CdcRecord record = decoder.decode(key, value);
        decodingNanos += System.nanoTime() - before;
        return record;
    }

    private Result result() throws InterruptedException {
        if (handled < changes) {
            throw new InterruptedException("stopped after " + handled + " of " + changes + " changes");
        }
        double nanos = endNanos - startNanos;
        double decodingShare = decodingNanos * TIMING_INTERVAL / nanos;
        double writingShare = (writingNanos * TIMING_INTERVAL + flushingNanos) / nanos;
        return new Result(
                handled * 1e9 / nanos, 1 - decodingShare - writingShare, decodingShare, writingShare, heapBytes);
    }

    private final class TimingHandler implements ChangeHandler {

        private final ChangeLog log;
        private Runnable onLastChange = () -> {};

        private TimingHandler(ChangeLog log) {
            this.log = log;
        }

        @Override
        public void handle(ConsumedRecord received) throws Exception {
            if (handled == 0) {
                startNanos = received.polledAtNanos();
            }
            if (handled++ % TIMING_INTERVAL == 0) {
                long before = System.nanoTime();
                log.handle(received);
                writingNanos += System.nanoTime() - before;
            } else {
                log.handle(received);
            }
            if (handled >= changes) {
                onLastChange.run();
            }
        }

        @Override
        public void flush() throws Exception {
            long before = System.nanoTime();
            log.flush();
            endNanos = System.nanoTime();
            flushingNanos += endNanos - before;
            if (samplesHeap && handled >= (heapBytes.size() + 1) * changes / HEAP_SAMPLES) {
                heapBytes.add(collectAndMeasureHeap());
            }
        }
    }

    private static long collectAndMeasureHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
