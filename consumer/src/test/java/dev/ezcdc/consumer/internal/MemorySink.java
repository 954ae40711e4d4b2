package dev.ezcdc.consumer.internal;

import dev.ezcdc.consumer.deadletter.DeadLetter;
import dev.ezcdc.consumer.deadletter.DeadLetterSink;
import java.util.ArrayList;
import java.util.List;

/** Keeps dead letters in memory. */
public final class MemorySink implements DeadLetterSink {

    private final List<DeadLetter> letters = new ArrayList<>();

    @Override
    public void add(DeadLetter letter) {
        letters.add(letter);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    public List<DeadLetter> letters() {
        return letters;
    }
}
