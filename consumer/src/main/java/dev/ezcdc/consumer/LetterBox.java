package dev.ezcdc.consumer;

import java.io.IOException;

/** Dead letters that were kept, to be read again, and a mark up to where they were replayed. Used by one thread. */
interface LetterBox extends AutoCloseable {

    /** What is done with a letter. */
    @FunctionalInterface
    interface Reader {
        void read(KeptLetter letter) throws IOException;
    }

    /** Reads all letters that were there when it was opened, in the order in which they were kept. */
    void read(Reader reader) throws IOException;

    /** All that {@link #read} gave has been replayed, and is remembered as such. */
    void markReplayed() throws IOException;

    @Override
    void close() throws IOException;
}
