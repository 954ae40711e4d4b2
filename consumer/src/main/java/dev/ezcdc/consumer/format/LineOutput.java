package dev.ezcdc.consumer.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Lines to a stream in UTF-8, gathered until {@link #flush()} or until there are many. Not thread-safe. */
final class LineOutput {

    private static final int ENOUGH_BYTES = 32 * 1024;
    private static final int USUAL_CHARS = 512;
    private static final int LARGEST_KEPT_CHARS = 64 * 1024;

    private final OutputStream out;
    private final byte[] gathered = new byte[ENOUGH_BYTES];
    private int count;
    private StringBuilder line = new StringBuilder(USUAL_CHARS);

    LineOutput(OutputStream out) {
        this.out = out;
    }

    /** Where the next line goes; to be ended by {@link #endLine()}. */
    StringBuilder line() {
        return line;
    }

    void endLine() throws IOException {
        byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        // A builder that once held a character beyond Latin-1 takes two bytes for each ever after, and twice the time.
        if (bytes.length > line.length() || line.capacity() > LARGEST_KEPT_CHARS) {
            line = new StringBuilder(USUAL_CHARS);
        }
        line.setLength(0);
        if (bytes.length > gathered.length - count) {
            write();
        }
        if (bytes.length > gathered.length) {
            out.write(bytes);
        } else {
            System.arraycopy(bytes, 0, gathered, count, bytes.length);
            count += bytes.length;
        }
    }

    void flush() throws IOException {
        write();
        out.flush();
    }

    private void write() throws IOException {
        int ready = count;
        count = 0;
        out.write(gathered, 0, ready);
    }
}
