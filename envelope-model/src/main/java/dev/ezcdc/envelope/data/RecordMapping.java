package dev.ezcdc.envelope.data;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Maps rows to records. Each record class is inspected once. Thread-safe. */
final class RecordMapping {

    private static final ClassValue<RecordMapping> OF_TYPE = new ClassValue<>() {
        @Override
        protected RecordMapping computeValue(Class<?> type) {
            return new RecordMapping(type);
        }
    };

    record Component(Class<?> record, String name, Type type) {}

    /** The column of each component, for rows with these columns. */
    private record Plan(Columns columns, ColumnNaming naming, int[] indexes) {}

    private final Class<?> type;
    private final Component[] components;
    private final Constructor<?> constructor;
    /** The last plan, because the rows of a table share their columns. */
    private volatile @Nullable Plan lastPlan;

    private RecordMapping(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        if (parts == null) {
            throw new IllegalArgumentException(type.getName() + " is not a record");
        }
        this.type = type;
        this.components = Arrays.stream(parts)
                .map(part -> new Component(type, part.getName(), part.getGenericType()))
                .toArray(Component[]::new);
        try {
            this.constructor = type.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(type.getName() + " has no canonical constructor", e);
        }
    }

    static <T> T map(Row row, Class<T> type, ColumnNaming naming) {
        return type.cast(OF_TYPE.get(type).map(row, naming));
    }

    /**
     * Converts one value.
     *
     * @param component the record component that takes the value; null if a getter returns it
     */
    static @Nullable Object convert(
            Column column, @Nullable Object value, Type target, @Nullable Component component, ColumnNaming naming) {
        try {
            return new ValueConversions(naming).convert(value, column.type(), target);
        } catch (ValueConversions.NoConversionException e) {
            throw new RowMappingException(
                    "Cannot convert " + describeColumn(column) + " to " + target.getTypeName()
                            + describeComponent(component) + ": its value is " + describeValue(value)
                            + adviseOnNull(value, target),
                    e.getCause());
        } catch (RowMappingException e) {
            throw new RowMappingException("Cannot convert column " + column.name() + ": " + e.getMessage(), e);
        }
    }

    private Object map(Row row, ColumnNaming naming) {
        int[] indexes = findIndexes(row.columns(), naming);
        @Nullable Object[] arguments = new Object[components.length];
        for (int i = 0; i < arguments.length; i++) {
            Column column = row.columns().get(indexes[i]);
            arguments[i] = convert(column, row.get(indexes[i]), components[i].type, components[i], naming);
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

    private int[] findIndexes(Columns columns, ColumnNaming naming) {
        Plan known = lastPlan;
        if (known != null && known.columns == columns && known.naming == naming) {
            return known.indexes;
        }
        int[] indexes = Arrays.stream(components)
                .mapToInt(component -> findIndex(columns, component, naming))
                .toArray();
        lastPlan = new Plan(columns, naming, indexes);
        return indexes;
    }

    private static int findIndex(Columns columns, Component component, ColumnNaming naming) {
        int found = columns.indexOf(component.name);
        if (found >= 0) {
            return found;
        }
        for (int i = 0; i < columns.size(); i++) {
            if (naming.matches(component.name, columns.get(i).name())) {
                if (found >= 0) {
                    throw new RowMappingException(
                            "Two columns match component " + component.name + " of " + component.record.getName() + ": "
                                    + columns.get(found).name() + " and "
                                    + columns.get(i).name() + ". Give the component the exact name of its column.",
                            null);
                }
                found = i;
            }
        }
        if (found < 0) {
            throw new RowMappingException(
                    "The row has no column for component " + component.name + " of " + component.record.getName()
                            + "; its columns are "
                            + columns.asList().stream().map(Column::name).toList(),
                    null);
        }
        return found;
    }

    /** A primitive is the only type that refuses null. */
    private static String adviseOnNull(@Nullable Object value, Type target) {
        return value == null && target instanceof Class<?> primitive && primitive.isPrimitive()
                ? ". Declare it as "
                        + MethodType.methodType(primitive).wrap().returnType().getSimpleName() + " or as an Optional."
                : "";
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
}
