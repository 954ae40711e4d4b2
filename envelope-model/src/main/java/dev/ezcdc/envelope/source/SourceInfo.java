package dev.ezcdc.envelope.source;

/**
 * The part of an envelope's {@code source} that every connector writes, and that rarely differs between two changes of
 * the same connector. Changes can therefore share one instance.
 *
 * @param version Debezium's version
 * @param connector the kind of connector, e.g. {@code postgresql}
 * @param name the connector's {@code topic.prefix}
 * @param snapshot the change's role in a snapshot
 * @param db the database
 */
public record SourceInfo(String version, String connector, String name, Snapshot snapshot, String db) {}
