package dev.ezcdc.consumer.internal.process;

import dev.ezcdc.consumer.ConsumerListener;
import dev.ezcdc.consumer.ConsumerNotice;
import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.deadletter.DeadLetterSink;
import dev.ezcdc.consumer.internal.connect.DeadLetterCounter;
import java.io.IOException;

/** Writes, counts and reports dead letters. Thread-safe. */
public final class DeadLetterRecorder {

    private final DeadLetterSink sink;
    private final DeadLetterCounter counter;
    private final ConsumerListener listener;

    public DeadLetterRecorder(DeadLetterSink sink, DeadLetterCounter counter, ConsumerListener listener) {
        this.sink = sink;
        this.counter = counter;
        this.listener = listener;
    }

    /** @param notice the message to report, without row values */
    void record(DeadLetter letter, String notice) throws IOException {
        sink.add(letter);
        counter.increment(letter.cause());
        listener.onDeadLettered(letter.cause());
        listener.onNotice(new ConsumerNotice(ConsumerNotice.Kind.DEAD_LETTERED, notice));
    }
}
