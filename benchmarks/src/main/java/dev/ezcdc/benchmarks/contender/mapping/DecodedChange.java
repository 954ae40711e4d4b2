package dev.ezcdc.benchmarks.contender.mapping;

import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.source.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change as contenders that bind to classes return it: key, both rows and source bound, operation and snapshot as
 * enums, times as Instants. This is the work that {@code EnvelopeDecoder} does.
 */
public record DecodedChange(
        int keyId,
        Operation op,
        @Nullable Customer before,
        @Nullable Customer after,
        Source source,
        Snapshot snapshot,
        Instant sourceTime,
        @Nullable Instant time,
        @Nullable TransactionBlock transaction) {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Converts a bound envelope, with enums and Instants. */
    public static DecodedChange of(int keyId, Envelope envelope) {
        Source source = require(envelope.getSource(), "source");
        return new DecodedChange(
                keyId,
                require(Operation.fromCode(require(envelope.getOp(), "op")), "a known op"),
                envelope.getBefore(),
                envelope.getAfter(),
                source,
                snapshot(source.getSnapshot()),
                require(toInstant(source.getTsNs(), source.getTsUs(), source.getTsMs()), "a time of the source"),
                toInstant(envelope.getTsNs(), envelope.getTsUs(), envelope.getTsMs()),
                envelope.getTransaction());
    }

    /** Returns a value that must not be null. */
    public static <T> T require(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("invalid envelope: missing " + name);
        }
        return value;
    }

    /** Returns the instant of the most precise time that is not null; null if all are. */
    public static @Nullable Instant toInstant(@Nullable Long nanos, @Nullable Long micros, @Nullable Long millis) {
        if (nanos != null) {
            return ofNanos(nanos);
        }
        if (micros != null) {
            return ofMicros(micros);
        }
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** Returns the instant of a number of nanoseconds since 1970. */
    public static Instant ofNanos(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    /** Returns the instant of a number of microseconds since 1970. */
    public static Instant ofMicros(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    /** Returns the value of the source's {@code snapshot}; null counts as false. */
    public static Snapshot snapshot(@Nullable String text) {
        return switch (text == null ? "false" : text) {
            case "false" -> Snapshot.FALSE;
            case "true" -> Snapshot.TRUE;
            case "first" -> Snapshot.FIRST;
            case "first_in_data_collection" -> Snapshot.FIRST_IN_DATA_COLLECTION;
            case "last_in_data_collection" -> Snapshot.LAST_IN_DATA_COLLECTION;
            case "last" -> Snapshot.LAST;
            case "incremental" -> Snapshot.INCREMENTAL;
            default -> throw new IllegalArgumentException("unknown snapshot value: " + text);
        };
    }
}
