package dev.ezcdc.consumer;

/** Where reading starts. */
public enum StartFrom {
    /** At the group's committed offsets; where it has none, at the oldest record. */
    EARLIEST,
    /** At the group's committed offsets; where it has none, at the end: only what comes from now on. */
    LATEST,
    /** At the oldest record, whatever the group has committed. */
    BEGINNING
}
