package dev.ezcdc.envelope.json;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.source.PostgresSource;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes everything in a decoded record as a text: names, types of columns, values and their classes. */
final class RecordDescription {

    private static final ClassValue<Method[]> ACCESSORS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getAccessor)
                    .peek(accessor -> accessor.setAccessible(true))
                    .toArray(Method[]::new);
        }
    };

    private final StringBuilder text = new StringBuilder();

    private RecordDescription() {}

    static String describe(@Nullable Object decoded) {
        RecordDescription description = new RecordDescription();
        description.add(decoded);
        return description.text.toString();
    }

    private void add(@Nullable Object value) {
        if (value == null) {
            text.append("null");
        } else if (value instanceof Row row) {
            text.append("Row{");
            for (int i = 0; i < row.size(); i++) {
                text.append(row.columns().get(i)).append('=');
                add(row.get(i));
                text.append(';');
            }
            text.append('}');
        } else if (value instanceof byte[] bytes) {
            text.append("0x").append(HexFormat.of().formatHex(bytes));
        } else if (value instanceof List<?> list) {
            text.append('[');
            list.forEach(element -> {
                add(element);
                text.append(',');
            });
            text.append(']');
        } else if (value instanceof Map<?, ?> map) {
            text.append("Map{");
            map.forEach((key, element) -> {
                add(key);
                text.append('=');
                add(element);
                text.append(',');
            });
            text.append('}');
        } else if (value.getClass().isRecord()) {
            addRecord(value);
        } else if (value instanceof PostgresSource source) {
            text.append(source).append(" extra ");
            add(source.extra());
        } else if (value instanceof float[] floats) {
            text.append(Arrays.toString(floats));
        } else if (value instanceof double[] doubles) {
            text.append(Arrays.toString(doubles));
        } else {
            text.append(value.getClass().getSimpleName()).append(' ').append(value);
        }
    }

    private void addRecord(Object value) {
        text.append(value.getClass().getSimpleName()).append('(');
        for (Method accessor : ACCESSORS.get(value.getClass())) {
            text.append(accessor.getName()).append('=');
            try {
                add(accessor.invoke(value));
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
            text.append(',');
        }
        text.append(')');
    }
}
