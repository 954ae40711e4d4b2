package dev.ezcdc.benchmarks.contender.binary;

import dev.ezcdc.benchmarks.contender.binary.protobuf.ProtobufEnvelope;
import dev.ezcdc.benchmarks.contender.binary.protobuf.ProtobufSource;
import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.source.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change like {@link DecodedChange}, with the classes that protobuf generated for rows, source and transaction. */
public record ProtobufChange(
        int keyId,
        Operation op,
        ProtobufEnvelope envelope,
        Snapshot snapshot,
        Instant sourceTime,
        @Nullable Instant time) {

    static ProtobufChange of(int keyId, ProtobufEnvelope envelope) {
        ProtobufSource source = envelope.getSource();
        return new ProtobufChange(
                keyId,
                DecodedChange.require(Operation.fromCode(envelope.getOp()), "a known op"),
                envelope,
                DecodedChange.snapshot(source.hasSnapshot() ? source.getSnapshot() : null),
                sourceTime(source),
                time(envelope));
    }

    private static Instant sourceTime(ProtobufSource source) {
        if (source.hasTsNs()) {
            return DecodedChange.ofNanos(source.getTsNs());
        }
        return source.hasTsUs() ? DecodedChange.ofMicros(source.getTsUs()) : Instant.ofEpochMilli(source.getTsMs());
    }

    private static @Nullable Instant time(ProtobufEnvelope envelope) {
        if (envelope.hasTsNs()) {
            return DecodedChange.ofNanos(envelope.getTsNs());
        }
        if (envelope.hasTsUs()) {
            return DecodedChange.ofMicros(envelope.getTsUs());
        }
        return envelope.hasTsMs() ? Instant.ofEpochMilli(envelope.getTsMs()) : null;
    }
}
