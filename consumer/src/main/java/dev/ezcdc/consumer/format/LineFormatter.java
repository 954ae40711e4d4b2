package dev.ezcdc.consumer.format;

import dev.ezcdc.consumer.ConsumedRecord;
import java.io.IOException;

/** Writes one record as one line. Not thread-safe. */
interface LineFormatter {

    /**
     * Appends the record without a line terminator, escaped so that no value can break or color the line.
     *
     * @param nowMicros the current time, in microseconds since 1970
     */
    void append(StringBuilder out, ConsumedRecord received, long nowMicros) throws IOException;
}
