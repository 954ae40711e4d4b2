package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.json.internal.bytes.ByteCursor;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.source.MySqlSource;
import dev.ezcdc.envelope.source.PostgresSource;
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
    static @Nullable SourceShape like(Source source, @Nullable SourceShape known) {
        if (source instanceof PostgresSource postgres) {
            return PostgresSourceShape.like(postgres, known instanceof PostgresSourceShape shape ? shape : null);
        }
        if (source instanceof MySqlSource mySql) {
            return MySqlSourceShape.like(mySql, known instanceof MySqlSourceShape shape ? shape : null);
        }
        return null;
    }

    /** What every source begins with, up to its first number. */
    static ExpectedBytes millis(Source like) {
        return new ExpectedBytes("{\"version\":" + JsonCursor.quoted(like.version()) + ",\"connector\":"
                + JsonCursor.quoted(like.connector()) + ",\"name\":" + JsonCursor.quoted(like.name()) + ",\"ts_ms\":");
    }

    /** What follows that number, up to the sequence's value. */
    static String sequence(Source like) {
        return ",\"snapshot\":" + JsonCursor.quoted(like.snapshot().text()) + ",\"db\":" + JsonCursor.quoted(like.db())
                + ",\"sequence\":";
    }

    /** Whether these are of one connector, in all that is the same for its tables. */
    static boolean isOfConnector(Source one, Source other) {
        return one.info().equals(other.info());
    }

    /** An instant in nanoseconds since 1970. */
    static Instant instant(long nanos) {
        long second = Math.floorDiv(nanos, 1_000_000_000);
        return Instant.ofEpochSecond(second, nanos - second * 1_000_000_000);
    }
}
