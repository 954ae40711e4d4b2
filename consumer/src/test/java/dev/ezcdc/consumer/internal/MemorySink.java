package dev.ezcdc.consumer.internal;

import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.deadletter.DeadLetterSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps dead letters in memory. */
public final class MemorySink implements DeadLetterSink {

    private final List<DeadLetter> letters = new ArrayList<>();
    private @Nullable IOException flushFailure;

    @Override
    public void add(DeadLetter letter) {
        letters.add(letter);
    }

    /** Makes flushes fail while there are letters. */
    public void failFlush(IOException failure) {
        flushFailure = failure;
    }

    @Override
    public void flush() throws IOException {
        if (flushFailure != null && !letters.isEmpty()) {
            throw flushFailure;
        }
    }

    @Override
    public void close() {}

    public List<DeadLetter> letters() {
        return letters;
    }
}
