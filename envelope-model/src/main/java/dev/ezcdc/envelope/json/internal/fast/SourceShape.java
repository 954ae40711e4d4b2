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
 * The source of one connector's changes. Most of it is the same from one change to the next: a shape expects what other
 * changes had, in whole runs of fields, and shares it. Immutable.
 */
interface SourceShape {

    ExpectedBytes MICROS = new ExpectedBytes(",\"ts_us\":");
    ExpectedBytes NANOS = new ExpectedBytes(",\"ts_ns\":");

    /** Reads a source; if it is not like those before the cursor fails, and the result means nothing. */
    Source read(ByteCursor cursor);

    /**
     * A shape of changes like this one, or null if it has what few have, or there is none for its connector.
     *
     * @param known the shape that it was not of; its tables are kept if it is of the same connector
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

    /** What every source begins with, up to its first number. */
    static ExpectedBytes millisPrefix(Source template) {
        return new ExpectedBytes("{\"version\":" + JsonCursor.quote(template.version()) + ",\"connector\":"
                + JsonCursor.quote(template.connector()) + ",\"name\":" + JsonCursor.quote(template.name()) + ",\"ts_ms\":");
    }

    /** What follows that number, up to the sequence's value. */
    static String sequencePrefix(Source template) {
        return ",\"snapshot\":" + JsonCursor.quote(template.snapshot().text()) + ",\"db\":" + JsonCursor.quote(template.db())
                + ",\"sequence\":";
    }

    /** Whether these are of one connector, in all that is the same for its tables. */
    static boolean isSameConnector(Source one, Source other) {
        Snapshot snapshot = one.snapshot();
        return one.version().equals(other.version())
                && one.connector().equals(other.connector())
                && one.name().equals(other.name())
                && snapshot == other.snapshot()
                && one.db().equals(other.db());
    }

    /** An instant in nanoseconds since 1970. */
    static Instant toInstant(long nanos) {
        long second = Math.floorDiv(nanos, 1_000_000_000);
        return Instant.ofEpochSecond(second, nanos - second * 1_000_000_000);
    }
}
