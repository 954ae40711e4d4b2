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
 * Reads captured records. The file is a gzip of consecutive records in the format of {@link java.io.DataOutputStream}: the
 * key's length as an int, the key's bytes, the value's length, the value's bytes. A length of -1 means null.
 */
final class CorpusFile {

    private static final int NULL = -1;
    /** Kafka's default limit of a record. A larger length means a broken file. */
    private static final int MAX_LENGTH = 1 << 20;

    private CorpusFile() {}

    /**
     * Reads all records. Does not close the stream.
     *
     * @throws IOException if the stream cannot be read or has another format
     */
    static List<Message> read(InputStream gzip) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(gzip)));
        List<Message> messages = new ArrayList<>();
        while (!isAtEnd(in)) {
            messages.add(new Message(readBytes(in), readBytes(in)));
        }
        return List.copyOf(messages);
    }

    private static boolean isAtEnd(DataInputStream in) throws IOException {
        in.mark(1);
        boolean end = in.read() < 0;
        if (!end) {
            in.reset();
        }
        return end;
    }

    private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return null;
        }
        if (length < 0 || length > MAX_LENGTH) {
            throw new IOException("not a corpus: length of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("truncated corpus: it ends within a record");
        }
        return bytes;
    }
}
