package dev.ezcdc.envelope.json.internal.record;

import dev.ezcdc.envelope.data.Column;
import dev.ezcdc.envelope.data.ColumnType;
import dev.ezcdc.envelope.data.Columns;
import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.data.internal.RowFactory;
import dev.ezcdc.envelope.json.MalformedEnvelopeException;
import dev.ezcdc.envelope.json.internal.parse.UntypedReader;
import dev.ezcdc.envelope.json.internal.untyped.Documents.Document;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes the fields of one struct one by one and returns the others as {@link #remaining()}. Not thread-safe. */
public final class Fields {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Row row;
    private final String struct;
    private final Failure failure;
    private final @Nullable Fields parent;
    private final String name;
    private final BitSet taken = new BitSet();

    /** Creates an exception. */
    @FunctionalInterface
    public interface Failure {
        /**
         * @param path the names of the fields that lead to the wrong one, from the outermost struct on
         * @param expected the expected input
         */
        MalformedEnvelopeException create(List<String> path, String expected);
    }

    /** @param struct the name of the outermost struct in error messages */
    public Fields(Row row, String struct, Failure failure) {
        this(row, struct, failure, null, "");
    }

    private Fields(Row row, String struct, Failure failure, @Nullable Fields parent, String name) {
        this.row = row;
        this.struct = struct;
        this.failure = failure;
        this.parent = parent;
        this.name = name;
    }

    /** Returns an exception about a field. If it is absent, the exception points to this struct. */
    MalformedEnvelopeException fail(String field, String expected) {
        List<String> path = new ArrayList<>(List.of(field));
        for (Fields fields = this; fields.parent != null; fields = fields.parent) {
            path.add(0, fields.name);
        }
        return failure.create(path, expected);
    }

    /** Takes a nested struct; null if it is absent or null. */
    @Nullable
    Fields takeStructOrNull(String name) {
        Object value = take(name, Object.class);
        return value == null ? null : toFields(value, name, struct + "." + name);
    }

    Fields takeStruct(String name) {
        return require(name, takeStructOrNull(name));
    }

    /** Returns the fields of a struct in a list, which is a row with a schema and a map without one. */
    Fields toFields(@Nullable Object element, String list) {
        return toFields(element, list, list);
    }

    private Fields toFields(@Nullable Object value, String field, String described) {
        if (value instanceof Row inner) {
            return new Fields(inner, described, failure, this, field);
        }
        if (value instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance)) {
            return new Fields(UntypedReader.toRow(map), described, failure, this, field);
        }
        throw fail(field, "a struct in " + described);
    }

    @Nullable
    Row takeRowOrNull(String name) {
        return take(name, Row.class);
    }

    @Nullable
    String takeTextOrNull(String name) {
        return take(name, String.class);
    }

    String takeText(String name) {
        return require(name, takeTextOrNull(name));
    }

    @Nullable
    Long takeLongOrNull(String name) {
        Object value = take(name, Object.class);
        if (value == null) {
            return null;
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        throw fail(name, "an integer in " + struct + "." + name);
    }

    int takeInt(String name) {
        long value = takeLong(name);
        if (value != (int) value) {
            throw fail(name, "a 32-bit integer in " + struct + "." + name);
        }
        return (int) value;
    }

    @Nullable
    Instant takeMillisOrNull(String name) {
        Long millis = takeLongOrNull(name);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    /** Takes a field if its value is null, so {@link #remaining()} does not contain it. */
    void dropIfNull(String name) {
        int index = row.columns().indexOf(name);
        if (index >= 0 && row.get(index) == null) {
            taken.set(index);
        }
    }

    long takeLong(String name) {
        return require(name, takeLongOrNull(name));
    }

    <T> @Nullable T take(String name, Class<T> type) {
        int index = row.columns().indexOf(name);
        if (index < 0) {
            return null;
        }
        taken.set(index);
        Object value = row.get(index);
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        throw fail(name, "a " + type.getSimpleName().toLowerCase(java.util.Locale.ROOT) + " in " + struct + "." + name);
    }

    /** Takes {@code ts_ns}, {@code ts_us} and {@code ts_ms} and returns the most precise; null if all are absent. */
    @Nullable
    Instant takeTimestampOrNull() {
        Long millis = takeLongOrNull("ts_ms");
        Long micros = takeLongOrNull("ts_us");
        Long nanos = takeLongOrNull("ts_ns");
        if (nanos != null) {
            return toInstant(nanos, NANOS_PER_SECOND);
        }
        if (micros != null) {
            return toInstant(micros, 1_000_000);
        }
        return millis == null ? null : toInstant(millis, 1_000);
    }

    Instant takeTimestamp() {
        return require("ts_ms", takeTimestampOrNull());
    }

    /** Returns the fields that were not taken, in their order. */
    Row remaining() {
        if (taken.cardinality() == row.size()) {
            return Row.EMPTY;
        }
        List<Column> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = taken.nextClearBit(0); i < row.size(); i = taken.nextClearBit(i + 1)) {
            if (row.get(i) instanceof Document) {
                // The fast path read a document in a string, but the source is not MongoDB.
                throw fail(row.columns().get(i).name(), "a MongoDB source");
            }
            columns.add(row.columns().get(i));
            values.add(row.get(i));
        }
        return RowFactory.wrap(new Columns(columns), values.toArray());
    }

    /** Returns the fields that were not taken, followed by one more. */
    Row remainingPlus(String name, Object value) {
        Row remaining = remaining();
        List<Column> columns = new ArrayList<>(remaining.columns().asList());
        columns.add(new Column(name, ColumnType.UNTYPED));
        List<@Nullable Object> values = new ArrayList<>(remaining.asMap().values());
        values.add(value);
        return RowFactory.wrap(new Columns(columns), values.toArray());
    }

    private <T> T require(String name, @Nullable T value) {
        if (value == null) {
            throw fail(name, "the field " + struct + "." + name);
        }
        return value;
    }

    private static Instant toInstant(long units, long unitsPerSecond) {
        return Instant.ofEpochSecond(
                Math.floorDiv(units, unitsPerSecond),
                Math.floorMod(units, unitsPerSecond) * (NANOS_PER_SECOND / unitsPerSecond));
    }
}
