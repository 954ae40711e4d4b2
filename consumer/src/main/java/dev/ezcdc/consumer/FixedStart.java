package dev.ezcdc.consumer;

/** The start positions without parameters. */
enum FixedStart implements StartFrom {
    COMMITTED_OR_EARLIEST,
    COMMITTED_OR_LATEST,
    BEGINNING,
    END
}
