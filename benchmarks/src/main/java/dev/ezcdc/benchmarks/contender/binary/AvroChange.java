package dev.ezcdc.benchmarks.contender.binary;

import dev.ezcdc.benchmarks.contender.binary.avro.AvroEnvelope;
import dev.ezcdc.benchmarks.contender.binary.avro.AvroSource;
import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.source.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change like {@link DecodedChange}, with the classes that Avro generated for rows, source and transaction. */
public record AvroChange(
        int keyId,
        Operation op,
        AvroEnvelope envelope,
        Snapshot snapshot,
        Instant sourceTime,
        @Nullable Instant time) {

    static AvroChange of(int keyId, AvroEnvelope envelope) {
        AvroSource source = envelope.getSource();
        return new AvroChange(
                keyId,
                DecodedChange.require(Operation.fromCode(envelope.getOp()), "a known op"),
                envelope,
                DecodedChange.snapshot(source.getSnapshot()),
                DecodedChange.require(
                        DecodedChange.toInstant(source.getTsNs(), source.getTsUs(), source.getTsMs()),
                        "a time of the source"),
                DecodedChange.toInstant(envelope.getTsNs(), envelope.getTsUs(), envelope.getTsMs()));
    }
}
