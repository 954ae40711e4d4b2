package dev.ezcdc.benchmarks.contender;

import dev.ezcdc.benchmarks.contender.mapping.AnyEnvelope;
import dev.ezcdc.benchmarks.contender.mapping.DecodedChange;
import dev.ezcdc.benchmarks.contender.mapping.TransactionBlock;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.source.Snapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of any table, as decoders that read rows into maps return it: like {@link DecodedChange}, with columns of
 * their Java types ({@link ColumnTypes}), operation and snapshot as enums and times as Instants.
 */
record AnyChange(
        Map<String, @Nullable Object> key,
        Operation op,
        @Nullable Object before,
        @Nullable Object after,
        Map<String, @Nullable Object> source,
        Snapshot snapshot,
        Instant sourceTime,
        @Nullable Instant time,
        @Nullable TransactionBlock transaction) {

    /** Converts a bound envelope. */
    static AnyChange of(Map<String, @Nullable Object> key, AnyEnvelope envelope, ColumnTypes types) {
        Map<String, @Nullable Object> source = DecodedChange.require(envelope.getSource(), "source");
        types.convert(envelope.getBefore());
        types.convert(envelope.getAfter());
        return new AnyChange(
                key,
                DecodedChange.require(Operation.fromCode(DecodedChange.require(envelope.getOp(), "op")), "a known op"),
                envelope.getBefore(),
                envelope.getAfter(),
                source,
                DecodedChange.snapshot((String) source.get("snapshot")),
                DecodedChange.require(
                        DecodedChange.toInstant(
                                longOrNull(source, "ts_ns"), longOrNull(source, "ts_us"), longOrNull(source, "ts_ms")),
                        "a time of the source"),
                DecodedChange.toInstant(envelope.getTsNs(), envelope.getTsUs(), envelope.getTsMs()),
                envelope.getTransaction());
    }

    private static @Nullable Long longOrNull(Map<String, @Nullable Object> fields, String name) {
        Object value = fields.get(name);
        return value == null ? null : (Long) ((Number) value).longValue();
    }

    ComparableChange toComparable() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(source);
        fields.keySet().removeAll(ComparableChange.TIME_FIELDS);
        return new ComparableChange(
                op.code(),
                ComparableChange.normalize(key),
                ComparableChange.normalizeImage(before),
                ComparableChange.normalizeImage(after),
                ComparableChange.normalize(fields),
                transaction == null ? null : ComparableChangeMapper.mapTransaction(transaction),
                sourceTime,
                time);
    }
}
