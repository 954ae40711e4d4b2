package dev.ezcdc.envelope.json.internal.types;

import dev.ezcdc.envelope.data.Row;
import dev.ezcdc.envelope.type.SparseVector;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Converts vectors of numbers and of bits. */
final class Vectors {

    private Vectors() {}

    static double[] toDoubles(List<?> elements) {
        double[] vector = new double[elements.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = castElement(elements.get(i), Double.class);
        }
        return vector;
    }

    static float[] toFloats(List<?> elements) {
        float[] vector = new float[elements.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = castElement(elements.get(i), Float.class);
        }
        return vector;
    }

    static SparseVector toSparseVector(Row parts) {
        Map<Integer, Double> elements = new HashMap<>();
        Parts.get(parts, "vector", Map.class)
                .forEach((index, value) ->
                        elements.put(castElement(index, Number.class).intValue(), castElement(value, Double.class)));
        return new SparseVector(Parts.getInt(parts, "dimensions"), elements);
    }

    /** The bytes are little-endian, so bit 0 is the last bit as the source writes it. */
    static BitSet toBitSet(Object littleEndian) {
        return BitSet.valueOf((byte[]) littleEndian);
    }

    private static <T> T castElement(Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new MissingPartException("an element");
        }
        return type.cast(value);
    }
}
