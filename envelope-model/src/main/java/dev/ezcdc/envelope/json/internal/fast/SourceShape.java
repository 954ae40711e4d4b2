package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.source.MySqlSource;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Snapshot;
import dev.ezcdc.envelope.source.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The source block of one connector. Most of it is equal in all changes, so a shape compares whole runs of fields with those
 * of an earlier change and shares their values. Immutable.
 */
interface SourceShape {

    ExpectedBytes MICROS = new ExpectedBytes(",\"ts_us\":");
    ExpectedBytes NANOS = new ExpectedBytes(",\"ts_ns\":");

    /** Reads a source. If it differs from the earlier ones, the cursor fails and the result is not valid. */
    Source read(ByteCursor cursor);

    /**
     * Returns the shape of a source, or null if the source has unusual values or the connector has no shape.
     *
     * @param known the current shape, which did not match; the new shape retains its tables if the connector is the same
     */
    static @Nullable SourceShape from(Source source, @Nullable SourceShape known) {
        if (source instanceof PostgresSource postgres) {
            return PostgresSourceShape.from(postgres, known instanceof PostgresSourceShape shape ? shape : null);
        }
        if (source instanceof MySqlSource mySql) {
            return MySqlSourceShape.from(mySql, known instanceof MySqlSourceShape shape ? shape : null);
        }
        return null;
    }

    /** Returns the beginning of a source, up to the value of {@code ts_ms}. */
    static ExpectedBytes millisPrefix(Source template) {
        return new ExpectedBytes("{\"version\":" + JsonCursor.quote(template.version()) + ",\"connector\":"
                + JsonCursor.quote(template.connector()) + ",\"name\":" + JsonCursor.quote(template.name())
                + ",\"ts_ms\":");
    }

    /** Returns the text after the value of {@code ts_ms}, up to the value of {@code sequence}. */
    static String sequencePrefix(Source template) {
        return sequencePrefix(template, JsonCursor.quote(template.snapshot().text()));
    }

    /**
     * Returns the same text for a converter with {@code replace.null.with.default=false}: it writes null for the default
     * of {@code snapshot}, which is false.
     */
    static String nullSnapshotSequencePrefix(Source template) {
        return template.snapshot() == Snapshot.FALSE ? sequencePrefix(template, "null") : sequencePrefix(template);
    }

    private static String sequencePrefix(Source template, String snapshot) {
        return ",\"snapshot\":" + snapshot + ",\"db\":" + JsonCursor.quote(template.db()) + ",\"sequence\":";
    }

    /** Returns whether two sources agree in all fields that are equal for all tables of a connector. */
    static boolean isSameConnector(Source one, Source other) {
        return one.info().equals(other.info());
    }

    /** Converts nanoseconds since 1970. */
    static Instant toInstant(long nanos) {
        long second = Math.floorDiv(nanos, 1_000_000_000);
        return Instant.ofEpochSecond(second, nanos - second * 1_000_000_000);
    }
}
