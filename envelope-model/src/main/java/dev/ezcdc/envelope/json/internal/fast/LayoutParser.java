package dev.ezcdc.envelope.json.internal.fast;

import com.fasterxml.jackson.core.JsonToken;
import dev.ezcdc.envelope.ChangeEvent;
import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.json.MalformedEnvelopeException.Part;
import dev.ezcdc.envelope.json.internal.bytes.ExpectedBytes;
import dev.ezcdc.envelope.json.internal.fast.FieldStep.Kind;
import dev.ezcdc.envelope.json.internal.parse.JsonCursor;
import dev.ezcdc.envelope.json.internal.untyped.FastReader;
import dev.ezcdc.envelope.source.MySqlSource;
import dev.ezcdc.envelope.source.PostgresSource;
import dev.ezcdc.envelope.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields of source and envelope in the bytes of a decoded change: their order, the bytes between them, and the
 * constant ones. Immutable.
 */
final class LayoutParser {

    private static final Set<String> CONSTANTS =
            Set.of("version", "connector", "name", "snapshot", "db", "schema", "table", "server_id", "file");
    private static final Map<String, Kind> POSTGRES_FIELDS = Map.of(
            "sequence", Kind.SEQUENCE,
            "txId", Kind.TX_ID,
            "lsn", Kind.LSN,
            "xmin", Kind.XMIN,
            "origin", Kind.ORIGIN,
            "origin_lsn", Kind.ORIGIN_LSN);
    private static final Map<String, Kind> MYSQL_FIELDS = Map.of(
            "gtid", Kind.GTID,
            "pos", Kind.POS,
            "row", Kind.ROW,
            "thread", Kind.THREAD,
            "query", Kind.QUERY);
    private static final Map<String, Kind> ENVELOPE_FIELDS = Map.of("transaction", Kind.TRANSACTION, "op", Kind.OP);

    private final Function<String, @Nullable FastReader> sourceExtra;
    private final Function<String, @Nullable FastReader> envelopeExtra;

    /**
     * @param sourceExtra supplies the reader of a field of the source that the model has no accessor for; null if the fast
     *     path can't read it
     * @param envelopeExtra the same for a field of the envelope
     */
    LayoutParser(
            Function<String, @Nullable FastReader> sourceExtra, Function<String, @Nullable FastReader> envelopeExtra) {
        this.sourceExtra = sourceExtra;
        this.envelopeExtra = envelopeExtra;
    }

    /**
     * @param runs the texts of the runs of constant fields, in their order
     * @param template a source with the values of these fields
     */
    record Parsed(ChangeLayout layout, List<byte[]> runs, Source template) {}

    /** A field of a message and the offsets of its value. */
    private record Field(String name, int start, int end) {}

    /** Returns null if the fast path can't read such a change directly. */
    @Nullable
    Parsed parse(byte[] bytes, int payloadStart, ChangeEvent change) {
        Source template = templateOrNull(change.source());
        if (template == null) {
            return null;
        }
        List<Field> source = new ArrayList<>();
        List<Field> envelope = new ArrayList<>();
        try (JsonCursor cursor = new JsonCursor(bytes, payloadStart, Part.VALUE)) {
            cursor.next();
            for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
                int start = cursor.tokenOffset();
                if (name.equals("source") && cursor.isAt(JsonToken.START_OBJECT)) {
                    readFields(cursor, source);
                } else {
                    cursor.skipValue();
                }
                envelope.add(new Field(name, start, cursor.endOffset()));
            }
            envelope.add(new Field("", cursor.tokenOffset(), cursor.endOffset()));
        }
        boolean startsAsUsual = envelope.size() > 3
                && envelope.get(0).name.equals("before")
                && envelope.get(1).name.equals("after")
                && envelope.get(2).name.equals("source");
        return startsAsUsual ? parse(bytes, source, envelope, change, template) : null;
    }

    private static void readFields(JsonCursor cursor, List<Field> fields) {
        for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            int start = cursor.tokenOffset();
            cursor.skipValue();
            fields.add(new Field(name, start, cursor.endOffset()));
        }
        fields.add(new Field("", cursor.tokenOffset(), cursor.endOffset()));
    }

    /** Returns a source with the same constant values; null if the fast path does not read such a source directly. */
    private static @Nullable Source templateOrNull(Source source) {
        if (source instanceof PostgresSource postgres) {
            return postgres.copyForChange(0, 0, 0, 0, Row.EMPTY);
        }
        return source instanceof MySqlSource mySql && mySql.table() != null ? mySql : null;
    }

    private @Nullable Parsed parse(
            byte[] bytes, List<Field> source, List<Field> envelope, ChangeEvent change, Source template) {
        boolean isPostgres = template instanceof PostgresSource;
        Steps sourceSteps = new Steps(bytes, envelope.get(2).start, source, sourceExtra);
        for (Field field : source) {
            // Only PostgreSQL's connector writes a value to sequence.
            if (!CONSTANTS.contains(field.name) && (isPostgres || !field.name.equals("sequence"))) {
                sourceSteps.add(field, isPostgres ? POSTGRES_FIELDS : MYSQL_FIELDS);
            } else {
                sourceSteps.addConstant();
            }
        }
        List<Field> rest = envelope.subList(3, envelope.size());
        Steps envelopeSteps = new Steps(bytes, envelope.get(2).end, rest, envelopeExtra);
        rest.forEach(field -> envelopeSteps.add(field, ENVELOPE_FIELDS));
        boolean startsWithRun = sourceSteps.steps.get(0).before() == null;
        return startsWithRun && sourceSteps.hasExtra(change.source().extra()) && envelopeSteps.hasExtra(change.extra())
                ? new Parsed(
                        new ChangeLayout(
                                sourceSteps.steps,
                                change.source().extra().columns(),
                                envelopeSteps.steps,
                                change.extra().columns()),
                        sourceSteps.runs,
                        template)
                : null;
    }

    /** Collects the steps through one object. */
    private static final class Steps {

        private final byte[] bytes;
        private final List<String> names;
        private final Function<String, @Nullable FastReader> extraReaders;
        private final List<FieldStep> steps = new ArrayList<>();
        private final List<byte[]> runs = new ArrayList<>();
        private final List<String> extra = new ArrayList<>();
        private int position;
        private boolean isInRun;
        private boolean isUnreadable;

        Steps(byte[] bytes, int start, List<Field> fields, Function<String, @Nullable FastReader> readers) {
            this.bytes = bytes;
            this.position = start;
            this.names = fields.stream().map(Field::name).toList();
            this.extraReaders = readers;
        }

        void addConstant() {
            isInRun = true;
        }

        void add(Field field, Map<String, Kind> known) {
            // The quotes around op, a single letter, belong to the bytes around it.
            int quote = field.name.equals("op") ? 1 : 0;
            boolean isEnd = field.name.isEmpty();
            byte[] before = Arrays.copyOfRange(bytes, position, isEnd ? field.end : field.start + quote);
            position = field.end - quote;
            FastReader reader = null;
            Kind kind = isEnd ? Kind.END : known.get(field.name);
            if (kind == null) {
                kind = ChangeLayout.timeKind(field.name, names);
            }
            if (kind == null) {
                kind = Kind.EXTRA;
                reader = extraReaders.apply(field.name);
                extra.add(field.name);
                isUnreadable |= reader == null;
            }
            if (isInRun) {
                runs.add(before);
            }
            steps.add(new FieldStep(kind, isInRun ? null : new ExpectedBytes(before), reader));
            isInRun = false;
        }

        /** Returns whether all other fields can be read, and are those that the model returns as extra. */
        boolean hasExtra(Row modelled) {
            return !isUnreadable
                    && extra.equals(modelled.columns().asList().stream()
                            .map(Column::name)
                            .toList());
        }
    }
}
