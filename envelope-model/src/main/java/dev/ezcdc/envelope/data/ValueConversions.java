package dev.ezcdc.envelope.data;

import java.io.Serial;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts a row's value to another Java type. Which conversion applies depends on the declared types. */
final class ValueConversions {

    private final ColumnNaming naming;

    /** @param naming the rule for records within the row */
    ValueConversions(ColumnNaming naming) {
        this.naming = naming;
    }

    /** No conversion without loss exists. */
    static final class NoConversionException extends Exception {

        @Serial
        private static final long serialVersionUID = 1L;

        NoConversionException(@Nullable Throwable cause) {
            super(null, cause);
        }
    }

    @Nullable
    Object convert(@Nullable Object value, ColumnType type, Type target) throws NoConversionException {
        Class<?> raw = rawType(target);
        if (raw == Optional.class) {
            return value == null ? Optional.empty() : Optional.ofNullable(convert(value, type, argument(target, 0)));
        }
        if (value == null) {
            if (raw.isPrimitive()) {
                throw new NoConversionException(null);
            }
            return null;
        }
        if (raw == Object.class) {
            return value;
        }
        try {
            Object converted = convertOrNull(value, type, target, raw);
            if (converted != null) {
                return converted;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new NoConversionException(e instanceof NumberFormatException ? null : e);
        }
        throw new NoConversionException(null);
    }

    private @Nullable Object convertOrNull(Object value, ColumnType type, Type target, Class<?> raw)
            throws NoConversionException {
        if (Collection.class.isAssignableFrom(raw) || raw == Iterable.class) {
            return toCollection(value, type, target, raw);
        }
        if (raw == Map.class) {
            Map<?, ?> map = value instanceof Row row ? row.asMap() : value instanceof Map<?, ?> typed ? typed : null;
            return map == null ? null : toMap(map, type, target);
        }
        Class<?> boxed = MethodType.methodType(raw).wrap().returnType();
        if (boxed.isInstance(value)) {
            return value;
        }
        if (raw.isArray()) {
            return toArray(value, type, target, raw);
        }
        if (raw.isRecord()) {
            Row row = value instanceof Row struct ? struct : value instanceof Map<?, ?> map ? toRow(map, type) : null;
            return row == null ? null : row.as(raw, naming);
        }
        if (raw.isEnum()) {
            return value instanceof String text ? toEnumConstant(text, raw) : null;
        }
        Object number = NumberConversions.convertOrNull(value, boxed);
        return number != null ? number : TimeConversions.convertOrNull(value, type, boxed);
    }

    private static @Nullable Object toEnumConstant(String text, Class<?> target) {
        for (Object constant : target.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        return null;
    }

    /** A list becomes no set, because it can have equal elements. A text without a schema is the text of a MySQL SET. */
    private @Nullable Object toCollection(Object value, ColumnType type, Type target, Class<?> raw)
            throws NoConversionException {
        Collection<?> elements = value instanceof Collection<?> typed ? typed : null;
        if (value instanceof String text && type.base() == ColumnType.Base.UNTYPED) {
            elements = new LinkedHashSet<>(text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1)));
        }
        boolean toSet = raw.isAssignableFrom(Set.class) && elements instanceof Set<?>;
        if (elements == null || !toSet && !raw.isAssignableFrom(List.class)) {
            return null;
        }
        Collection<@Nullable Object> converted = toSet ? new LinkedHashSet<>() : new ArrayList<>(elements.size());
        for (Object element : elements) {
            converted.add(convert(element, orUntyped(type.valueType()), argument(target, 0)));
        }
        return toSet
                ? Collections.unmodifiableSet((Set<?>) converted)
                : Collections.unmodifiableList((List<?>) converted);
    }

    private Object toMap(Map<?, ?> map, ColumnType type, Type target) throws NoConversionException {
        Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            converted.put(
                    convert(entry.getKey(), orUntyped(type.keyType()), argument(target, 0)),
                    convert(entry.getValue(), orUntyped(type.valueType()), argument(target, 1)));
        }
        return Collections.unmodifiableMap(converted);
    }

    private @Nullable Object toArray(Object value, ColumnType type, Type target, Class<?> raw)
            throws NoConversionException {
        boolean fromArray = value.getClass().isArray() && !(value instanceof byte[]);
        if (!fromArray && !(value instanceof List<?>)) {
            return null;
        }
        int length = fromArray ? Array.getLength(value) : ((List<?>) value).size();
        Type element =
                target instanceof GenericArrayType generic ? generic.getGenericComponentType() : raw.getComponentType();
        Object converted = Array.newInstance(raw.getComponentType(), length);
        int i = 0;
        for (Object from : fromArray ? listOfArray(value) : (List<?>) value) {
            Array.set(converted, i++, convert(from, orUntyped(type.valueType()), element));
        }
        return converted;
    }

    private static List<Object> listOfArray(Object array) {
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            list.add(Array.get(array, i));
        }
        return list;
    }

    private static Row toRow(Map<?, ?> map, ColumnType type) {
        List<Column> columns = new ArrayList<>();
        map.keySet().forEach(name -> columns.add(new Column(String.valueOf(name), orUntyped(type.valueType()))));
        return new Row(new Columns(columns), map.values().toArray());
    }

    private static ColumnType orUntyped(@Nullable ColumnType type) {
        return type == null ? ColumnType.UNTYPED : type;
    }

    /** Returns a type's argument; Object, which accepts any value, if it has none. */
    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[index] : Object.class;
    }

    private static Class<?> rawType(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return rawType(array.getGenericComponentType()).arrayType();
        }
        // A type variable accepts any value.
        return type instanceof WildcardType wildcard ? rawType(wildcard.getUpperBounds()[0]) : Object.class;
    }
}
