package dev.ezcdc.loadgen;

/** The operation of a {@link WrittenChange}. */
public enum LoadOperation {
    INSERT,
    UPDATE,
    DELETE
}
