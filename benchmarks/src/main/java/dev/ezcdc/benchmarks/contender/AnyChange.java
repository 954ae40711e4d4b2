package dev.ezcdc.benchmarks.contender;

import dev.ezcdc.benchmarks.contender.mapping.AnyEnvelope;
import dev.ezcdc.benchmarks.contender.mapping.TransactionBlock;
import dev.ezcdc.envelope.Operation;
import dev.ezcdc.envelope.source.Snapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What those who read any table into maps deliver: as {@link DecodedChange}, with columns of their Java types ({@link
 * ColumnTypes}), operation and snapshot as enums and times as Instants.
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

    /** The last step from a bound envelope. */
    static AnyChange of(Map<String, @Nullable Object> key, AnyEnvelope envelope, ColumnTypes types) {
        Map<String, @Nullable Object> source = DecodedChange.required(envelope.getSource(), "source");
        types.convert(envelope.getBefore());
        types.convert(envelope.getAfter());
        return new AnyChange(
                key,
                DecodedChange.required(
                        Operation.fromCode(DecodedChange.required(envelope.getOp(), "op")), "a known op"),
                envelope.getBefore(),
                envelope.getAfter(),
                source,
                DecodedChange.snapshot((String) source.get("snapshot")),
                DecodedChange.required(
                        DecodedChange.instant(
                                number(source, "ts_ns"), number(source, "ts_us"), number(source, "ts_ms")),
                        "a time of the source"),
                DecodedChange.instant(envelope.getTsNs(), envelope.getTsUs(), envelope.getTsMs()),
                envelope.getTransaction());
    }

    private static @Nullable Long number(Map<String, @Nullable Object> fields, String name) {
        Object value = fields.get(name);
        return value == null ? null : (Long) ((Number) value).longValue();
    }

    ComparableChange neutral() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(source);
        fields.keySet().removeAll(ComparableChange.TIMES);
        return new ComparableChange(
                op.code(),
                ComparableChange.neutral(key),
                ComparableChange.image(before),
                ComparableChange.image(after),
                ComparableChange.neutral(fields),
                transaction == null ? null : ComparableChangeMapper.transaction(transaction),
                sourceTime,
                time);
    }
}
