package dev.ezcdc.consumer;

import java.io.IOException;

/** Keeps records that could not be decoded or handled. Adding and flushing is thread-safe. */
interface DeadLetters extends AutoCloseable {

    /** Takes one more; it is safe only after {@link #flush()}. */
    void add(DeadLetter letter) throws IOException;

    /** Returns when everything that was added is safe; if that can't be had, an exception. */
    void flush() throws IOException;

    @Override
    void close() throws IOException;

    static DeadLetters open(ConsumerSettings settings) {
        DeadLetterTarget target = settings.deadLetters();
        if (target instanceof DeadLetterTarget.ToTopic toTopic) {
            return TopicDeadLetters.open(toTopic.topic(), settings);
        }
        return new FileDeadLetters(((DeadLetterTarget.ToFile) target).path());
    }
}
