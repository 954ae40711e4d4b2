package dev.ezcdc.envelope.data;

/**
 * A column of a row.
 *
 * @param type the type from the message's schema; {@link ColumnType#UNTYPED} without a schema
 */
public record Column(String name, ColumnType type) {}
