package dev.ezcdc.loadgen;

/** What a {@link Change} does to its row. */
public enum Operation {
    INSERT,
    UPDATE,
    DELETE
}
