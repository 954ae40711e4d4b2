package dev.ezcdc.loadgen;

/** What a {@link WrittenChange} does to its row. */
public enum LoadOperation {
    INSERT,
    UPDATE,
    DELETE
}
