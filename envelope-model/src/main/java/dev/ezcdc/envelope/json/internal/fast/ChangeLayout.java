package dev.ezcdc.envelope.json.internal.fast;

import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.fast.FieldStep.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields around the rows of a change, in the order in which one version of a connector writes them. Immutable. */
final class ChangeLayout {

    private static final ExpectedBytes NO_TAIL = new ExpectedBytes("");

    /** The fields of the source from the first value that differs from change to change. */
    final FieldStep[] source;
    /** The fields of the envelope after the source. */
    final FieldStep[] envelope;

    final Columns sourceExtra;
    final Columns envelopeExtra;
    /** The last fields of the source, if they are null, which they mostly are. */
    final ExpectedBytes nullTail;
    /** The index of the first of these fields in {@link #source}; -1 if there are none. */
    final int nullTailStart;

    /** True if the fields of the source are those of today's connector for PostgreSQL. */
    final boolean hasUsualSource;
    /** True if the fields of the envelope are those of today's connectors. */
    final boolean hasUsualEnvelope;

    ChangeLayout(List<FieldStep> source, Columns sourceExtra, List<FieldStep> envelope, Columns envelopeExtra) {
        this.source = source.toArray(new FieldStep[0]);
        this.sourceExtra = sourceExtra;
        this.envelope = envelope.toArray(new FieldStep[0]);
        this.envelopeExtra = envelopeExtra;
        this.hasUsualSource = PostgresSourceReader.isUsual(kinds(source));
        this.hasUsualEnvelope = EnvelopeTail.isUsual(kinds(envelope));
        int start = source.size() - 1;
        StringBuilder tail = new StringBuilder().append(textBefore(source.get(start)));
        while (start > 1
                && source.get(start).before() != null
                && source.get(start - 1).kind().isMostlyNull()
                && source.get(start - 1).before() != null) {
            start--;
            tail.insert(0, textBefore(source.get(start)) + "null");
        }
        boolean hasTail = start < source.size() - 1;
        this.nullTailStart = hasTail ? start : -1;
        this.nullTail = hasTail ? new ExpectedBytes(tail.toString()) : NO_TAIL;
    }

    private static List<Kind> kinds(List<FieldStep> steps) {
        return steps.stream().map(FieldStep::kind).toList();
    }

    private static String textBefore(FieldStep step) {
        return step.before() == null ? "" : step.before().toString();
    }

    /** Returns whether the fields have the same names in the same order. */
    boolean hasSameFields(ChangeLayout other) {
        return describe(source).equals(describe(other.source))
                && describe(envelope).equals(describe(other.envelope));
    }

    private static String describe(FieldStep[] steps) {
        StringBuilder text = new StringBuilder();
        for (FieldStep step : steps) {
            text.append(textBefore(step)).append(step.kind());
        }
        return text.toString();
    }

    /** Returns the kind of a time field, given the names of all fields; null if it is not a time field. */
    static @Nullable Kind timeKind(String name, List<String> names) {
        return switch (name) {
            case "ts_ns" -> Kind.NANOS;
            case "ts_us" -> names.contains("ts_ns") ? Kind.COARSE_MICROS : Kind.MICROS;
            case "ts_ms" -> names.contains("ts_us") || names.contains("ts_ns") ? Kind.COARSE_MILLIS : Kind.MILLIS;
            default -> null;
        };
    }
}
