package dev.ezcdc.benchmarks.contender;

import dev.ezcdc.benchmarks.contender.mapping.Customer;
import dev.ezcdc.benchmarks.contender.mapping.Envelope;
import dev.ezcdc.benchmarks.contender.mapping.Source;
import dev.ezcdc.benchmarks.contender.mapping.TransactionBlock;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.source.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every contender that binds to classes delivers: key, both rows and source bound, operation and snapshot as enums,
 * times as Instants. So they do what {@code EnvelopeDecoder} does, and pay for it.
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

    /** The last step from a bound envelope: enums and Instants. */
    static DecodedChange of(int keyId, Envelope envelope) {
        Source source = required(envelope.getSource(), "source");
        return new DecodedChange(
                keyId,
                required(Operation.fromCode(required(envelope.getOp(), "op")), "a known op"),
                envelope.getBefore(),
                envelope.getAfter(),
                source,
                snapshot(source.getSnapshot()),
                required(instant(source.getTsNs(), source.getTsUs(), source.getTsMs()), "a time of the source"),
                instant(envelope.getTsNs(), envelope.getTsUs(), envelope.getTsMs()),
                envelope.getTransaction());
    }

    /** A value that an envelope must have. */
    public static <T> T required(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalArgumentException("an envelope without " + what);
        }
        return value;
    }

    static @Nullable Instant instant(@Nullable Long nanos, @Nullable Long micros, @Nullable Long millis) {
        if (nanos != null) {
            return Instant.ofEpochSecond(
                    Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
        }
        if (micros != null) {
            return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
        }
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    static Snapshot snapshot(@Nullable String text) {
        return switch (text == null ? "false" : text) {
            case "false" -> Snapshot.FALSE;
            case "true" -> Snapshot.TRUE;
            case "first" -> Snapshot.FIRST;
            case "first_in_data_collection" -> Snapshot.FIRST_IN_DATA_COLLECTION;
            case "last_in_data_collection" -> Snapshot.LAST_IN_DATA_COLLECTION;
            case "last" -> Snapshot.LAST;
            case "incremental" -> Snapshot.INCREMENTAL;
            default -> throw new IllegalArgumentException("an unknown snapshot " + text);
        };
    }
}
