package dev.ezcdc.consumer.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ezcdc.consumer.ChangeHandler;
import dev.ezcdc.consumer.CommitPolicy;
import dev.ezcdc.consumer.ConsumedRecord;
import dev.ezcdc.consumer.ConsumerException;
import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.consumer.FailurePolicy;
import dev.ezcdc.consumer.RecordFilter;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.internal.MemorySink;
import dev.ezcdc.consumer.internal.TestSettings;
import dev.ezcdc.consumer.internal.connect.BrokerReadiness;
import dev.ezcdc.consumer.internal.connect.ConsumerSettings;
import dev.ezcdc.consumer.internal.connect.DeadLetterCounter;
import dev.ezcdc.consumer.internal.connect.HealthTracker;
import dev.ezcdc.consumer.internal.connect.RecordPoller;
import dev.ezcdc.consumer.internal.connect.StatusTracker;
import dev.ezcdc.consumer.internal.connect.StopToken;
import dev.ezcdc.consumer.internal.connect.WaitReporter;
import dev.ezcdc.consumer.internal.process.DeadLetterRecorder;
import dev.ezcdc.consumer.internal.process.DeadLetteringDecoder;
import dev.ezcdc.consumer.internal.process.KeepAlive;
import dev.ezcdc.consumer.internal.process.KeyedDispatcher;
import dev.ezcdc.consumer.internal.process.RecordPipeline;
import dev.ezcdc.consumer.internal.process.RetryingHandler;
import dev.ezcdc.consumer.internal.process.UnmatchedNames;
import dev.ezcdc.consumer.redact.Redaction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the loop with Kafka's mock client, which returns one record per poll unless a test changes that. */
class PollLoopTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final int RECORDS = 4;

    private final StopToken stop = new StopToken();
    private int maxPollRecords = 1;
    private long maxPollIntervalMillis = 300_000;
    private final MemorySink sink = new MemorySink();
    private final List<ConsumerNotice> notices = new ArrayList<>();
    private final List<Long> handled = new ArrayList<>();
    private final List<Long> backgroundCommits = new ArrayList<>();
    /** The results of the next background commits. */
    private final Deque<RuntimeException> commitFailures = new ArrayDeque<>();

    private final ConsumerListener listener = new ConsumerListener() {
        @Override
        public void onNotice(ConsumerNotice notice) {
            notices.add(notice);
        }
    };

    private final MockConsumer<byte[], byte[]> client = new MockConsumer<>("earliest") {
        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable OffsetCommitCallback callback) {
            if (callback != null) { // without one, it is the mock's commitSync
                RuntimeException failure = commitFailures.poll();
                if (failure != null) {
                    callback.onComplete(offsets, failure);
                    return;
                }
                offsets.values().forEach(offset -> backgroundCommits.add(offset.offset()));
            }
            super.commitAsync(offsets, callback);
        }
    };

    private void run(CommitPolicy commitPolicy, FailurePolicy failurePolicy, ChangeHandler handler) throws Exception {
        client.setMaxPollRecords(maxPollRecords);
        client.assign(List.of(PARTITION));
        client.updateBeginningOffsets(Map.of(PARTITION, 0L));
        for (int offset = 0; offset < RECORDS; offset++) {
            client.addRecord(new ConsumerRecord<>("t", 0, offset, new byte[] {1}, new byte[] {2}));
        }
        ConsumerSettings settings = TestSettings.of(commitPolicy, failurePolicy, Redaction.NONE);
        OffsetCommitter committer = new OffsetCommitter(client, commitPolicy, listener);
        RecordPoller poller = new RecordPoller(client, false, new StatusTracker(), listener);
        KeepAlive keepAlive = new KeepAlive(client, poller, maxPollIntervalMillis);
        DeadLetterRecorder deadLetters = new DeadLetterRecorder(sink, new DeadLetterCounter(), listener);
        UnmatchedNames unmatchedNames = new UnmatchedNames(RecordFilter.ALL, Redaction.NONE, listener);
        RecordPipeline pipeline = new RecordPipeline(
                new DeadLetteringDecoder(settings.decoder(), deadLetters), null, unmatchedNames, settings, listener);
        RetryingHandler retryingHandler = new RetryingHandler(handler, failurePolicy, deadLetters, listener);
        new PollLoop(
                        client,
                        poller,
                        new KeyedDispatcher(1, pipeline, retryingHandler, keepAlive, stop),
                        new RebalanceListener(committer, null, keepAlive),
                        null,
                        sink,
                        handler,
                        committer,
                        new BrokerReadiness(settings, stop, new WaitReporter(listener, new HealthTracker())),
                        unmatchedNames,
                        keepAlive,
                        stop)
                .run();
    }

    private void handle(ConsumedRecord received) {
        handled.add(received.offset());
        if (received.offset() == RECORDS - 1) {
            stop.request();
        }
    }

    private long committed() {
        OffsetAndMetadata offset = client.committed(Set.of(PARTITION)).get(PARTITION);
        return offset == null ? -1 : offset.offset();
    }

    @Test
    void commitsAfterEveryPollByPolicy() throws Exception {
        run(CommitPolicy.everyPoll(), FailurePolicy.stop(), this::handle);
        assertThat(handled).containsExactly(0L, 1L, 2L, 3L);
        assertThat(backgroundCommits).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void failedCommitsAreReportedOnceAndTriedAgain() throws Exception {
        commitFailures.add(new RebalanceInProgressException());
        commitFailures.add(new RetriableCommitFailedException("not available"));
        commitFailures.add(new RetriableCommitFailedException("not available"));
        run(CommitPolicy.everyPoll(), FailurePolicy.stop(), this::handle);
        assertThat(backgroundCommits).containsExactly(4L);
        assertThat(notices).singleElement().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo(ConsumerNotice.Kind.COMMIT_FAILED);
            assertThat(notice.message()).contains("t-0", "not available", "trying again");
        });
    }

    @Test
    void commitsOncePerIntervalAndAtTheEnd() throws Exception {
        run(CommitPolicy.every(Duration.ofHours(1)), FailurePolicy.stop(), this::handle);
        assertThat(backgroundCommits).containsExactly(1L);
        assertThat(committed()).isEqualTo(RECORDS);
    }

    private void failAtOffsetTwo(ConsumedRecord received) throws IOException {
        handle(received);
        if (received.offset() == 2) {
            throw new IOException("row value");
        }
    }

    @Test
    void retriesThenStopsWithoutCommittingTheRecord() {
        FailurePolicy policy = FailurePolicy.retryThenStop(3, Duration.ofMillis(1), Duration.ofMillis(1));
        ConsumerException failure = catchThrowableOfType(
                ConsumerException.class, () -> run(CommitPolicy.everyPoll(), policy, this::failAtOffsetTwo));
        assertThat(failure)
                .hasMessage("handler failed at t-0@2 after 3 attempts: java.io.IOException")
                .hasCauseInstanceOf(IOException.class);
        assertThat(handled).containsExactly(0L, 1L, 2L, 2L, 2L);
        assertThat(sink.letters()).isEmpty();
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void retriesThenWritesADeadLetterAndContinues() throws Exception {
        FailurePolicy policy = FailurePolicy.retryThenDeadLetter(3, Duration.ofMillis(1), Duration.ofMillis(1));
        run(CommitPolicy.everyPoll(), policy, this::failAtOffsetTwo);
        assertThat(handled).containsExactly(0L, 1L, 2L, 2L, 2L, 3L);
        assertThat(sink.letters()).hasSize(1);
        assertThat(sink.letters().get(0).cause()).isEqualTo(DeadLetter.Cause.HANDLER);
        assertThat(committed()).isEqualTo(RECORDS);
        assertThat(notices)
                .extracting(ConsumerNotice::kind)
                .containsExactly(
                        ConsumerNotice.Kind.RETRYING, ConsumerNotice.Kind.RETRYING, ConsumerNotice.Kind.DEAD_LETTERED);
        assertThat(notices)
                .extracting(ConsumerNotice::message)
                .noneMatch(message -> message.contains("row value"))
                .contains("dead-lettered t-0@2 after attempt 3: java.io.IOException");
    }

    @Test
    void kafkaErrorDuringAHandlerIsThrownAfterTheHandlerEnds() {
        maxPollIntervalMillis = 30; // polls every 10 ms while the handler works
        CountDownLatch flushed = new CountDownLatch(1);
        AtomicBoolean flushedDuringHandler = new AtomicBoolean();
        ChangeHandler handler = new ChangeHandler() {
            @Override
            public void handle(ConsumedRecord received) {
                CountDownLatch polledAgain = new CountDownLatch(1);
                client.schedulePollTask(polledAgain::countDown);
                client.setPollException(new KafkaException("made up"));
                assertThat(await(polledAgain, 30_000)).isTrue();
                flushedDuringHandler.set(await(flushed, 300));
                handled.add(received.offset());
            }

            @Override
            public void flush() {
                flushed.countDown();
            }
        };
        KafkaException failure = catchThrowableOfType(
                KafkaException.class, () -> run(CommitPolicy.everyPoll(), FailurePolicy.stop(), handler));
        assertThat(failure).hasMessage("made up");
        assertThat(handled).containsExactly(0L);
        assertThat(flushedDuringHandler).isFalse();
        assertThat(committed()).isEqualTo(1);
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    static Stream<Throwable> failures() {
        return Stream.of(new IOException("disk full"), new NoClassDefFoundError("made up"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void commitsNothingOfAPollWhoseFlushFails(Throwable cause) {
        ConsumerException failure = catchThrowableOfType(
                ConsumerException.class,
                () -> run(CommitPolicy.everyPoll(), FailurePolicy.stop(), new ChangeHandler() {
                    @Override
                    public void handle(ConsumedRecord received) {
                        handled.add(received.offset());
                    }

                    @Override
                    public void flush() throws Exception {
                        if (handled.size() == 3 && cause instanceof Exception exception) {
                            throw exception;
                        } else if (handled.size() == 3) {
                            throw (Error) cause;
                        }
                    }
                }));
        assertThat(failure).hasCause(cause);
        assertThat(committed()).isEqualTo(2);
    }

    /** A handler that buffers, whose second flush succeeds because the first one has emptied the buffer. */
    @Test
    void failedFlushBetweenTwoRecordsIsNotRepeated() {
        maxPollRecords = RECORDS;
        AtomicInteger flushes = new AtomicInteger();
        ConsumerException failure = catchThrowableOfType(
                ConsumerException.class,
                () -> run(CommitPolicy.everyPoll(), FailurePolicy.stop(), new ChangeHandler() {
                    @Override
                    public void handle(ConsumedRecord received) {
                        await(new CountDownLatch(1), 1_100); // longer than a slice
                    }

                    @Override
                    public void flush() throws IOException {
                        if (flushes.incrementAndGet() == 1) {
                            throw new IOException("disk full");
                        }
                    }
                }));
        assertThat(failure).hasCauseInstanceOf(IOException.class);
        assertThat(flushes).hasValue(1);
        assertThat(committed()).isEqualTo(-1);
    }

    private void failWithErrorAtOffsetTwo(ConsumedRecord received) {
        handle(received);
        if (received.offset() == 2) {
            throw new AssertionError("row value");
        }
    }

    @Test
    void errorOfAHandlerIsRetriedAndDeadLettered() throws Exception {
        FailurePolicy policy = FailurePolicy.retryThenDeadLetter(2, Duration.ofMillis(1), Duration.ofMillis(1));
        run(CommitPolicy.everyPoll(), policy, this::failWithErrorAtOffsetTwo);
        assertThat(handled).containsExactly(0L, 1L, 2L, 2L, 3L);
        assertThat(sink.letters()).singleElement().satisfies(letter -> assertThat(letter.reason())
                .isEqualTo("java.lang.AssertionError: row value"));
        assertThat(committed()).isEqualTo(RECORDS);
    }

    @Test
    void errorOfAHandlerStopsWithThePolicyToStop() {
        ConsumerException failure = catchThrowableOfType(
                ConsumerException.class,
                () -> run(CommitPolicy.everyPoll(), FailurePolicy.stop(), this::failWithErrorAtOffsetTwo));
        assertThat(failure)
                .hasMessage("handler failed at t-0@2 after 1 attempt: java.lang.AssertionError")
                .hasCauseInstanceOf(AssertionError.class);
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void failureOfTheJvmEndsTheConsumerWithoutARetryOrADeadLetter() {
        FailurePolicy policy = FailurePolicy.retryThenDeadLetter(2, Duration.ofMillis(1), Duration.ofMillis(1));
        OutOfMemoryError failure = catchThrowableOfType(
                OutOfMemoryError.class,
                () -> run(CommitPolicy.everyPoll(), policy, received -> {
                    handle(received);
                    if (received.offset() == 2) {
                        throw new OutOfMemoryError("made up");
                    }
                }));
        assertThat(failure).hasMessage("made up");
        assertThat(handled).containsExactly(0L, 1L, 2L);
        assertThat(sink.letters()).isEmpty();
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void commitsNothingOfAPollWhoseDeadLetterCannotBeWritten() {
        sink.failFlush(new IOException("no space"));
        FailurePolicy policy = FailurePolicy.retryThenDeadLetter(1, Duration.ZERO, Duration.ZERO);
        IOException failure = catchThrowableOfType(
                IOException.class, () -> run(CommitPolicy.everyPoll(), policy, this::failAtOffsetTwo));
        assertThat(failure).hasMessage("no space");
        assertThat(handled).containsExactly(0L, 1L, 2L);
        assertThat(committed()).isEqualTo(2);
    }
}
