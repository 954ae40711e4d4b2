package dev.ezcdc.envelope.data;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From a row to a record: what a record needs is found once per class. */
final class RecordMapping {

    private static final ClassValue<RecordMapping> OF_TYPE = new ClassValue<>() {
        @Override
        protected RecordMapping computeValue(Class<?> type) {
            return new RecordMapping(type);
        }
    };

    private record Component(String name, String snakeCase, Type type, Class<?> rawType) {}

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
                .map(part ->
                        new Component(part.getName(), snakeCase(part.getName()), part.getGenericType(), part.getType()))
                .toArray(Component[]::new);
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new AssertionError("a record without its canonical constructor", e);
        }
    }

    static <T> T map(Row row, Class<T> type) {
        return type.cast(OF_TYPE.get(type).map(row));
    }

    private Object map(Row row) {
        @Nullable Object[] arguments = new Object[components.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(row, components[i]);
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(type.getName() + " refuses the row's values", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " cannot be made", e);
        }
    }

    private @Nullable Object argument(Row row, Component component) {
        int index = row.columns().indexOf(component.name);
        if (index < 0) {
            index = row.columns().indexOf(component.snakeCase);
        }
        if (index < 0) {
            throw new RowMappingException(
                    "no column " + component.name + alternative(component) + " for the component " + component.name
                            + " of "
                            + type.getName() + "; the columns are "
                            + row.columns().asList().stream().map(Column::name).toList(),
                    null);
        }
        Object value = row.get(index);
        try {
            return ValueConversions.convert(value, component.type);
        } catch (ValueConversions.NoConversionException e) {
            throw new RowMappingException(misfit(row.columns().get(index), value, component), e.getCause());
        } catch (RowMappingException e) {
            throw new RowMappingException(
                    "in column " + row.columns().get(index).name() + ": " + e.getMessage(), e);
        }
    }

    private static String alternative(Component component) {
        return component.snakeCase.equals(component.name) ? "" : " or " + component.snakeCase;
    }

    private String misfit(Column column, @Nullable Object value, Component component) {
        String what = value == null
                ? "null"
                : value == Unavailable.UNAVAILABLE
                        ? "unavailable"
                        : "a " + value.getClass().getSimpleName();
        return "column " + column.name() + " (" + typeName(column.type()) + ") is " + what
                + ", which does not fit the component " + component.name + " of " + type.getName() + ", a "
                + component.type.getTypeName();
    }

    private static String typeName(ColumnType type) {
        String base = type.base().name().toLowerCase(Locale.ROOT);
        return type.logicalName() == null ? base : base + " " + type.logicalName();
    }

    /** {@code firstName} as {@code first_name}, {@code lineNo2} as {@code line_no2}, {@code userID} as {@code user_id}. */
    private static String snakeCase(String camelCase) {
        return camelCase
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
