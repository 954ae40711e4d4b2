package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.untyped.FastReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A field whose value differs from change to change, with the bytes between the previous such value and this one.
 *
 * @param before the bytes before the value; null if they contain constant fields, which are found in a {@link ConstantRun}
 * @param reader the reader of an {@link Kind#EXTRA} field; null for other fields
 */
record FieldStep(
        Kind kind, @Nullable ExpectedBytes before, @Nullable FastReader reader) {

    /** The meaning of a value. */
    enum Kind {
        /** A time of which another field has a finer form. */
        COARSE_MILLIS,
        COARSE_MICROS,
        MILLIS,
        MICROS,
        NANOS,
        SEQUENCE,
        TX_ID,
        LSN,
        XMIN,
        ORIGIN,
        ORIGIN_LSN,
        GTID,
        POS,
        ROW,
        THREAD,
        QUERY,
        TRANSACTION,
        OP,
        /** A field that the model has no accessor for. */
        EXTRA,
        /** No value: the end of the object. */
        END;

        /** Returns whether the value is null in most changes. */
        boolean isMostlyNull() {
            return this == XMIN || this == ORIGIN || this == ORIGIN_LSN || this == QUERY;
        }
    }

    /** Moves past the bytes before the value. Returns the run of constant fields that was read last; null if it is unknown. */
    @Nullable
    ConstantRun enter(ByteCursor cursor, ConstantRun last) {
        if (before == null) {
            return last.findNext(cursor);
        }
        cursor.expect(before);
        return last;
    }

    /** Moves past the bytes before the value of a field that follows no constant field. */
    void enter(ByteCursor cursor) {
        if (before == null) {
            cursor.fail();
        } else {
            cursor.expect(before);
        }
    }

    /** Reads the value of a field that the model has no accessor for. */
    @Nullable
    Object readExtra(ByteCursor cursor) {
        if (reader == null) {
            cursor.fail();
            return null;
        }
        return reader.read(cursor);
    }

    /** Reads a time in nanoseconds since 1970; times beyond the years 1677 to 2262 fail. */
    static long readNanos(ByteCursor cursor, long nanosPerUnit) {
        long units = cursor.readLong();
        if (Math.abs(units) > Long.MAX_VALUE / nanosPerUnit) {
            cursor.fail();
            return 0;
        }
        return units * nanosPerUnit;
    }

    /** Converts nanoseconds since 1970. */
    static Instant toInstant(long nanos) {
        long second = Math.floorDiv(nanos, 1_000_000_000);
        return Instant.ofEpochSecond(second, nanos - second * 1_000_000_000);
    }
}
