package dev.ezcdc.envelope.data;

/** A column: its name and what the message's schema says of its type. */
public record Column(String name, ColumnType type) {}
