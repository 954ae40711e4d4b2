package dev.ezcdc.consumer.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Lines to a stream, gathered until {@link #flush()} or until there are many. Not thread-safe. */
final class LineOutput {

    private static final int ENOUGH_CHARS = 32 * 1024;
    private static final int CAPACITY = ENOUGH_CHARS + 4 * 1024;
    private static final int LARGEST_KEPT_CHARS = 1024 * 1024;

    private final OutputStream out;
    private StringBuilder lines = new StringBuilder(CAPACITY);

    LineOutput(OutputStream out) {
        this.out = out;
    }

    /** Where the next line goes; to be ended by {@link #endLine()}. */
    StringBuilder line() {
        return lines;
    }

    void endLine() throws IOException {
        lines.append('\n');
        if (lines.length() >= ENOUGH_CHARS) {
            write();
        }
    }

    void flush() throws IOException {
        write();
        out.flush();
    }

    private void write() throws IOException {
        if (lines.length() > 0) {
            byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
            out.write(bytes);
            // A builder that once held a character beyond Latin-1 takes two bytes for each for ever, and twice the
            // time.
            if (bytes.length > lines.length() || lines.capacity() > LARGEST_KEPT_CHARS) {
                lines = new StringBuilder(CAPACITY);
            }
            lines.setLength(0);
        }
    }
}
