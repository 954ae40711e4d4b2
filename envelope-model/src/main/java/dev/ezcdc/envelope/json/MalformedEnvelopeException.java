package dev.ezcdc.envelope.json;

import dev.ezcdc.CdcException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown for a record that is not a valid Debezium record. States the byte offset of the error and the expected input,
 * and never contains a row's values.
 */
public final class MalformedEnvelopeException extends CdcException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** A part of a Kafka record. */
    public enum Part {
        KEY,
        VALUE
    }

    private final Part part;
    private final long byteOffset;
    private final String expected;

    public MalformedEnvelopeException(Part part, long byteOffset, String expected, @Nullable Throwable cause) {
        super(
                "malformed " + (part == Part.KEY ? "key" : "value") + " at byte " + byteOffset + ": expected "
                        + expected,
                cause);
        this.part = part;
        this.byteOffset = byteOffset;
        this.expected = expected;
    }

    /** Returns the malformed part of the record. */
    public Part part() {
        return part;
    }

    /** Returns the offset of the error in bytes from the beginning of the part. */
    public long byteOffset() {
        return byteOffset;
    }

    /** Returns a description of the expected input. It contains field names but never a row's values. */
    public String expected() {
        return expected;
    }
}
