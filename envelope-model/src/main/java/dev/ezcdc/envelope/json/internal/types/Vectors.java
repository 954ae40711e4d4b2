package dev.ezcdc.envelope.json.internal.types;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.type.SparseVector;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Vectors of numbers and of bits. */
final class Vectors {

    private Vectors() {}

    static double[] doubles(List<?> elements) {
        double[] vector = new double[elements.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = element(elements.get(i), Double.class);
        }
        return vector;
    }

    static float[] floats(List<?> elements) {
        float[] vector = new float[elements.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = element(elements.get(i), Float.class);
        }
        return vector;
    }

    static SparseVector sparse(Row parts) {
        Map<Integer, Double> elements = new HashMap<>();
        Parts.of(parts, "vector", Map.class)
                .forEach((index, value) ->
                        elements.put(element(index, Number.class).intValue(), element(value, Double.class)));
        return new SparseVector(Parts.int32(parts, "dimensions"), elements);
    }

    /** The last bit as the source writes it is bit 0: the bytes are little-endian. */
    static BitSet bits(Object littleEndian) {
        return BitSet.valueOf((byte[]) littleEndian);
    }

    private static <T> T element(Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new MissingPartException("an element");
        }
        return type.cast(value);
    }
}
