package dev.ezcdc.envelope.type;

import java.util.Map;

/**
 * A vector whose elements are mostly zero (pgvector's {@code sparsevec}).
 *
 * @param dimensions how many elements it has
 * @param elements those that are not zero, by their index as the source counts it (pgvector: from 1)
 */
public record SparseVector(int dimensions, Map<Integer, Double> elements) {

    public SparseVector {
        elements = Map.copyOf(elements);
    }
}
