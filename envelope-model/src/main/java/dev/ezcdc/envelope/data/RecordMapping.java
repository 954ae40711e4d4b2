package dev.ezcdc.envelope.data;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Maps rows to records. Each record class is inspected once. Thread-safe. */
final class RecordMapping {

    private static final ClassValue<RecordMapping> OF_TYPE = new ClassValue<>() {
        @Override
        protected RecordMapping computeValue(Class<?> type) {
            return new RecordMapping(type);
        }
    };

    record Component(Class<?> record, String name, String snakeCase, Type type) {}

    private final Class<?> type;
    private final Component[] components;
    private final Constructor<?> constructor;

    private RecordMapping(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        if (parts == null) {
            throw new IllegalArgumentException(type.getName() + " is not a record");
        }
        this.type = type;
        this.components = Arrays.stream(parts)
                .map(part -> new Component(type, part.getName(), toSnakeCase(part.getName()), part.getGenericType()))
                .toArray(Component[]::new);
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(type.getName() + " has no canonical constructor", e);
        }
    }

    static <T> T map(Row row, Class<T> type) {
        return type.cast(OF_TYPE.get(type).map(row));
    }

    /**
     * Converts one value.
     *
     * @param component the record component that takes the value; null if a getter returns it
     */
    static @Nullable Object convert(Column column, @Nullable Object value, Type target, @Nullable Component component) {
        try {
            return ValueConversions.convert(value, target);
        } catch (ValueConversions.NoConversionException e) {
            throw new RowMappingException(
                    "Cannot convert " + describeColumn(column) + " to " + target.getTypeName()
                            + describeComponent(component) + ": its value is " + describeValue(value),
                    e.getCause());
        } catch (RowMappingException e) {
            throw new RowMappingException("Cannot convert column " + column.name() + ": " + e.getMessage(), e);
        }
    }

    private Object map(Row row) {
        @Nullable Object[] arguments = new Object[components.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(row, components[i]);
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new RowMappingException(
                    "The constructor of " + type.getName() + " rejected the row's values", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new RowMappingException("Cannot create a " + type.getName() + ": " + e.getMessage(), e);
        }
    }

    private @Nullable Object argument(Row row, Component component) {
        int index = row.columns().indexOf(component.name);
        if (index < 0) {
            index = row.columns().indexOf(component.snakeCase);
        }
        if (index < 0) {
            throw new RowMappingException(
                    "The row has no column " + component.name + alternative(component) + " for component "
                            + component.name + " of " + type.getName() + "; its columns are "
                            + row.columns().asList().stream().map(Column::name).toList(),
                    null);
        }
        return convert(row.columns().get(index), row.get(index), component.type, component);
    }

    private static String alternative(Component component) {
        return component.snakeCase.equals(component.name) ? "" : " or " + component.snakeCase;
    }

    private static String describeColumn(Column column) {
        return "column " + column.name() + " (" + column.type().describe() + ")";
    }

    private static String describeComponent(@Nullable Component component) {
        return component == null ? "" : ", component " + component.name + " of " + component.record.getName();
    }

    /** The value itself must not appear in a message. */
    private static String describeValue(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        return value == Unavailable.UNAVAILABLE
                ? "unavailable"
                : "of type " + value.getClass().getSimpleName();
    }

    /**
     * Converts {@code firstName} to {@code first_name}, {@code lineNo2} to {@code line_no2}, {@code userID} to {@code
     * user_id}.
     */
    private static String toSnakeCase(String camelCase) {
        return camelCase
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
