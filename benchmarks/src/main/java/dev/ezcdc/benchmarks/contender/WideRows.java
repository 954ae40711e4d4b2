package dev.ezcdc.benchmarks.contender;

import dev.ezcdc.benchmarks.contender.mapping.wide.WideRow;
import dev.ezcdc.benchmarks.contender.mapping.wide.WideValues;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows of {@link WideDecoder} by reflection, to compare them. Not measured. */
final class WideRows {

    private WideRows() {}

    static @Nullable Map<String, @Nullable Object> toMap(@Nullable Object row) {
        return row == null ? null : ComparableChange.normalize(values(row));
    }

    private static Map<String, @Nullable Object> values(Object object) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        try {
            if (object instanceof WideValues) {
                for (RecordComponent component : WideValues.class.getRecordComponents()) {
                    values.put(
                            column(component.getName()), component.getAccessor().invoke(object));
                }
            } else {
                for (Field field : object.getClass().getFields()) {
                    Object value = field.get(object);
                    boolean isStruct = value != null && value.getClass().getEnclosingClass() == WideRow.class;
                    values.put(column(field.getName()), isStruct && value != null ? values(value) : value);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return values;
    }

    private static String column(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
