package dev.ezcdc.consumer.format;

import dev.ezcdc.consumer.ConsumedRecord;
import java.io.IOException;

/** Writes one record as one line. Not thread-safe. */
interface LineFormatter {

    /**
     * Appends the record without an end of line; nothing in it can break or colour the line.
     *
     * @param nowMicros the wall clock, in microseconds since 1970
     */
    void append(StringBuilder out, ConsumedRecord received, long nowMicros) throws IOException;
}
