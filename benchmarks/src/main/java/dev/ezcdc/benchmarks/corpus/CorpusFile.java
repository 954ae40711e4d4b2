package dev.ezcdc.benchmarks.corpus;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads captured records. The file is a gzip of records one after the other, each as {@link java.io.DataOutputStream}
 * writes it: the key's length as an int, the key's bytes, the value's length, the value's bytes. A length of -1 means null.
 */
final class CorpusFile {

    private static final int NULL = -1;
    /** Kafka's own default limit of a record; more is not a record's length but a broken file. */
    private static final int MAX_LENGTH = 1 << 20;

    private CorpusFile() {}

    /**
     * Reads to the end. The stream stays the caller's to close.
     *
     * @throws IOException if it can't be read, or is not of this form
     */
    static List<Message> read(InputStream gzip) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(gzip)));
        List<Message> messages = new ArrayList<>();
        while (!atEnd(in)) {
            messages.add(new Message(bytes(in), bytes(in)));
        }
        return List.copyOf(messages);
    }

    private static boolean atEnd(DataInputStream in) throws IOException {
        in.mark(1);
        boolean end = in.read() < 0;
        if (!end) {
            in.reset();
        }
        return end;
    }

    private static byte @Nullable [] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return null;
        }
        if (length < 0 || length > MAX_LENGTH) {
            throw new IOException("not a corpus: a length of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("a corpus that ends within a record");
        }
        return bytes;
    }
}
