package dev.ezcdc.envelope.type;

import java.util.Map;

/**
 * A vector in which most elements are zero (pgvector's {@code sparsevec}).
 *
 * @param dimensions the number of elements
 * @param elements the nonzero elements by their index, which starts where the source's does (pgvector: 1)
 */
public record SparseVector(int dimensions, Map<Integer, Double> elements) {

    public SparseVector {
        elements = Map.copyOf(elements);
    }
}
