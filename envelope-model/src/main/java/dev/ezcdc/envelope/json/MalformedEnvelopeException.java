package dev.ezcdc.envelope.json;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A record that is not what Debezium writes: where it goes wrong, and what was expected there. */
public final class MalformedEnvelopeException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The part of a Kafka record. */
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

    /** Which part of the record is malformed. */
    public Part part() {
        return part;
    }

    /** Where, in bytes from the part's beginning. */
    public long byteOffset() {
        return byteOffset;
    }

    /** What was expected there; made of the decoder's own words and of field names, never of a row's values. */
    public String expected() {
        return expected;
    }
}
