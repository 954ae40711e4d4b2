package dev.ezcdc.envelope.data;

import dev.ezcdc.envelope.data.internal.DeepEquality;
import dev.ezcdc.envelope.data.internal.RowFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
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

    /** Returns the value at an index, from 0. Throws {@link IndexOutOfBoundsException} if there are fewer columns. */
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
     * or a type without a dedicated getter, such as {@link Duration}.
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
                : (T) RecordMapping.convert(columns.get(index), value, type, null, ColumnNaming.ANY_CASE);
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

    /** Returns a floating-point number, or the nearest one to a decimal; not a whole number that it does not hold exactly. */
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

    /**
     * Returns the time since midnight, or another duration. Takes each {@code TIME} of MySQL, which ranges from -838:59:59
     * to 838:59:59.
     */
    public @Nullable Duration getDuration(String name) {
        return get(name, Duration.class);
    }

    /** Returns a time of day. For a time outside a day, such as 24:00, see {@link #getDuration}. */
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
     * Converts the row to a record. Each component takes the column of its name, otherwise the one column whose name has
     * the same letters ({@code firstName}: {@code first_name}, {@code FirstName}), see {@link ColumnNaming#ANY_CASE}.
     * Columns without a component are ignored.
     *
     * <p>Which conversions exist depends on the declared types of the column and the component, not on the value:
     * <ul>
     *   <li>A number, also one that arrived as text, becomes any numeric type. A whole number must be in the type's range;
     *       a {@code double} or {@code float} takes the nearest value.
     *   <li>int16 (MySQL's {@code TINYINT(1)} in a snapshot) and numbers without a schema become {@code boolean}: 0 or 1.
     *   <li>A year becomes {@link java.time.Year} or a whole number.
     *   <li>A time of day becomes {@link LocalTime}, or a {@link Duration} since midnight, which takes each
     *       {@code TIME} of MySQL.
     *   <li>Texts become enum constants, structs and maps become records or maps, and the elements of lists, sets, arrays
     *       and maps become the component's element type. A text without a schema becomes a set: MySQL's {@code SET}.
     *   <li>An {@link java.util.Optional} component is empty for null.
     * </ul>
     *
     * <p>An {@link Unavailable} value fits only a component of type {@link Object}.
     *
     * <p>The record is created by reflection. If it is in a named module, its package must be open to {@code
     * dev.ezcdc.envelope}, unless the record is public and its package is exported.
     *
     * @throws RowMappingException if a component has no column, the column's value does not have its type, or the
     *     record's constructor rejects the values
     * @throws IllegalArgumentException if the type is not a record
     */
    public <T> T as(Class<T> type) {
        return as(type, ColumnNaming.ANY_CASE);
    }

    /**
     * Converts the row to a record as {@link #as(Class)} does, with another rule for names, which also applies to records
     * within it.
     *
     * @throws RowMappingException as {@link #as(Class)}, and if two columns match a component that neither has the name of
     * @throws IllegalArgumentException if the type is not a record
     */
    public <T> T as(Class<T> type, ColumnNaming naming) {
        return RecordMapping.map(this, type, naming);
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
        return RowText.of(this);
    }
}
