package dev.ezcdc.envelope.data;

import dev.ezcdc.envelope.data.internal.DeepEquality;
import dev.ezcdc.envelope.data.internal.RowFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Named, typed values: a table's row, a key, or any other struct of a message.
 *
 * <p>A value is null, {@link Unavailable#UNAVAILABLE}, or of the Java type of its column. {@link #get(String)} returns
 * it unchanged. The typed getters convert it if that loses nothing: an integer or decimal number becomes any numeric
 * type that holds it exactly, and a decimal that arrived as text becomes a number. They return null for null and throw
 *
 * <ul>
 *   <li>{@link NoSuchElementException} if the row has no column of that name,
 *   <li>{@link RowMappingException} if the value has another type, or is unavailable (see {@link #isUnavailable}).
 * </ul>
 *
 * <p>Two rows are equal if they have the same names in the same order and equal values. Arrays are compared by their
 * elements, within lists and maps too.
 *
 * <p>Immutable, except that callers must not modify the arrays that getters return. Thread-safe.
 */
public final class Row {

    /** A row without columns. */
    public static final Row EMPTY = new Row(Columns.EMPTY, new Object[0]);

    static {
        RowFactory.register(Row::new);
    }

    private final Columns columns;
    private final @Nullable Object[] values;

    /** Takes ownership of the array. Other packages use {@link RowFactory#wrap}. */
    Row(Columns columns, @Nullable Object[] values) {
        if (columns.size() != values.length) {
            throw new IllegalArgumentException(
                    "The row has " + columns.size() + " columns but " + values.length + " values");
        }
        this.columns = columns;
        this.values = values;
    }

    /**
     * Returns a row of a copy of the values, one per column in order.
     *
     * @throws IllegalArgumentException if there are more or fewer values than columns
     */
    public static Row of(Columns columns, List<? extends @Nullable Object> values) {
        return new Row(columns, values.toArray());
    }

    /** Returns the columns, in order. */
    public Columns columns() {
        return columns;
    }

    /** Returns the number of columns. */
    public int size() {
        return values.length;
    }

    /** Returns whether the row has no columns. */
    public boolean isEmpty() {
        return values.length == 0;
    }

    /** Returns whether the row has a column of that name, even if its value is null or unavailable. */
    public boolean contains(String name) {
        return columns.indexOf(name) >= 0;
    }

    /**
     * Returns whether the change does not carry the column's value, see {@link Unavailable}.
     *
     * @throws NoSuchElementException if the row has no column of that name
     */
    public boolean isUnavailable(String name) {
        return get(name) == Unavailable.UNAVAILABLE;
    }

    /**
     * Returns the value at an index, from 0.
     *
     * @throws IndexOutOfBoundsException if there are fewer columns
     */
    public @Nullable Object get(int index) {
        return values[index];
    }

    /**
     * Returns the value of a column.
     *
     * @throws NoSuchElementException if the row has no column of that name
     */
    public @Nullable Object get(String name) {
        return values[requireIndex(name)];
    }

    /** Returns the value of a column, or null if the row has no column of that name. */
    public @Nullable Object find(String name) {
        int index = columns.indexOf(name);
        return index < 0 ? null : values[index];
    }

    /**
     * Returns the value of a column as the given type, which may also be an enum (from text), a record (from a struct),
     * or a type without a dedicated getter, such as {@link java.time.Duration}.
     *
     * @throws NoSuchElementException if the row has no column of that name
     * @throws RowMappingException if the value cannot be converted without loss, or is unavailable
     */
    @SuppressWarnings("unchecked") // The conversion checks the type.
    public <T> @Nullable T get(String name, Class<T> type) {
        int index = requireIndex(name);
        Object value = values[index];
        return value == null || type.isInstance(value)
                ? (T) value
                : (T) RecordMapping.convert(columns.get(index), value, type, null);
    }

    /** Returns the text of a column. Other types are not converted to text. */
    public @Nullable String getString(String name) {
        return get(name, String.class);
    }

    /** Returns the value of a boolean column. */
    public @Nullable Boolean getBoolean(String name) {
        return get(name, Boolean.class);
    }

    /** Returns a number that is a whole number in the range of {@code int}. */
    public @Nullable Integer getInt(String name) {
        return get(name, Integer.class);
    }

    /** Returns a number that is a whole number in the range of {@code long}. */
    public @Nullable Long getLong(String name) {
        return get(name, Long.class);
    }

    /** Returns a floating-point number, or another number that {@code double} holds exactly. */
    public @Nullable Double getDouble(String name) {
        return get(name, Double.class);
    }

    /** Returns a number, or a text that is one, as a decimal; not a {@code float} or {@code double}. */
    public @Nullable BigDecimal getDecimal(String name) {
        return get(name, BigDecimal.class);
    }

    /** Returns a whole number of any size. */
    public @Nullable BigInteger getBigInteger(String name) {
        return get(name, BigInteger.class);
    }

    /** Returns a point in time. An {@link OffsetDateTime} and a {@link ZonedDateTime} lose their zone. */
    public @Nullable Instant getInstant(String name) {
        return get(name, Instant.class);
    }

    /** Returns a point in time with its offset; UTC if it arrived without one. */
    public @Nullable OffsetDateTime getOffsetDateTime(String name) {
        return get(name, OffsetDateTime.class);
    }

    /** Returns a date. */
    public @Nullable LocalDate getLocalDate(String name) {
        return get(name, LocalDate.class);
    }

    /** Returns a time of day. A time outside a day, such as 24:00, is a {@link java.time.Duration} instead. */
    public @Nullable LocalTime getLocalTime(String name) {
        return get(name, LocalTime.class);
    }

    /** Returns a date and time without a zone. */
    public @Nullable LocalDateTime getLocalDateTime(String name) {
        return get(name, LocalDateTime.class);
    }

    /** Returns a UUID. */
    public @Nullable UUID getUuid(String name) {
        return get(name, UUID.class);
    }

    /** Returns bytes. The array is not a copy: callers must not modify it. */
    public byte @Nullable [] getBytes(String name) {
        return get(name, byte[].class);
    }

    /**
     * Converts the row to a record. Each component takes the column of its name, or of its name in snake_case ({@code
     * firstName}: {@code first_name}). Columns without a component are ignored. Numbers are widened if nothing is lost;
     * texts become enum constants, structs become records, and lists become lists of the component's element type;
     * decimals that arrived as texts become numbers. An {@link Unavailable} value fits only a component of type {@link
     * Object}.
     *
     * <p>The record is created by reflection. If it is in a named module, its package must be open to {@code
     * dev.ezcdc.envelope}, unless the record is public and its package is exported.
     *
     * @throws RowMappingException if a component has no column, the column's value does not have its type, or the
     *     record's constructor rejects the values
     * @throws IllegalArgumentException if the type is not a record
     */
    public <T> T as(Class<T> type) {
        return RecordMapping.map(this, type);
    }

    /** Returns the row as an unmodifiable map in the order of the columns. */
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(columns.get(i).name(), values[i]);
        }
        return Collections.unmodifiableMap(map);
    }

    private int requireIndex(String name) {
        int index = columns.indexOf(name);
        if (index < 0) {
            throw new NoSuchElementException("The row has no column " + name + "; its columns are "
                    + columns.asList().stream().map(Column::name).toList());
        }
        return index;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof Row that) || that.values.length != values.length) {
            return false;
        }
        for (int i = 0; i < values.length; i++) {
            if (!columns.get(i).name().equals(that.columns.get(i).name())
                    || !DeepEquality.equal(values[i], that.values[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return DeepEquality.hash(Arrays.asList(values));
    }

    /**
     * Returns {@code {id=1, email=a@b.c}}. The values are not escaped, so the text is not safe to print to a terminal.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ").append(columns.get(i).name()).append('=');
            appendValue(text, values[i]);
        }
        return text.append('}').toString();
    }

    private static void appendValue(StringBuilder text, @Nullable Object value) {
        if (value instanceof byte[] bytes) {
            text.append("0x").append(HexFormat.of().formatHex(bytes));
        } else if (value instanceof double[] vector) {
            text.append(Arrays.toString(vector));
        } else if (value instanceof float[] vector) {
            text.append(Arrays.toString(vector));
        } else {
            text.append(value);
        }
    }
}
