package dev.ezcdc.consumer.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes lines in UTF-8 to a stream, buffered until the buffer is full or {@link #flush()}. Not thread-safe. */
final class LineOutput {

    private static final int BUFFER_BYTES = 32 * 1024;
    private static final int INITIAL_LINE_CHARS = 512;
    private static final int MAX_RETAINED_CHARS = 64 * 1024;

    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int count;
    private StringBuilder line = new StringBuilder(INITIAL_LINE_CHARS);

    LineOutput(OutputStream out) {
        this.out = out;
    }

    /** Returns the builder of the next line, which {@link #endLine()} completes. */
    StringBuilder line() {
        return line;
    }

    void endLine() throws IOException {
        byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        // A builder that has held a non-Latin-1 character keeps two bytes per character and takes twice the time.
        if (bytes.length > line.length() || line.capacity() > MAX_RETAINED_CHARS) {
            line = new StringBuilder(INITIAL_LINE_CHARS);
        }
        line.setLength(0);
        if (bytes.length > buffer.length - count) {
            writeBuffer();
        }
        if (bytes.length > buffer.length) {
            out.write(bytes);
        } else {
            System.arraycopy(bytes, 0, buffer, count, bytes.length);
            count += bytes.length;
        }
    }

    void flush() throws IOException {
        writeBuffer();
        out.flush();
    }

    private void writeBuffer() throws IOException {
        int ready = count;
        count = 0;
        out.write(buffer, 0, ready);
    }
}
