package dev.ezcdc.envelope.data.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares a row's values by content. Arrays are compared by their elements, within lists and maps too. */
public final class DeepEquality {

    private DeepEquality() {}

    public static boolean equal(@Nullable Object one, @Nullable Object other) {
        if (one instanceof List<?> list && other instanceof List<?> that) {
            if (list.size() != that.size()) {
                return false;
            }
            for (int i = 0; i < list.size(); i++) {
                if (!equal(list.get(i), that.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> that) {
            return map.size() == that.size()
                    && map.entrySet().stream()
                            .allMatch(entry -> that.containsKey(entry.getKey())
                                    && equal(entry.getValue(), that.get(entry.getKey())));
        }
        return Objects.deepEquals(one, other);
    }

    public static int hash(@Nullable Object value) {
        if (value instanceof List<?> list) {
            int hash = 1;
            for (Object element : list) {
                hash = 31 * hash + hash(element);
            }
            return hash;
        }
        if (value instanceof Map<?, ?> map) {
            int hash = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                hash += Objects.hashCode(entry.getKey()) ^ hash(entry.getValue());
            }
            return hash;
        }
        return Arrays.deepHashCode(new Object[] {value});
    }
}
