package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;

/**
 * A record without a value, which follows a {@link Delete} so that a compacted topic can forget the key.
 *
 * @param key the key of the deleted row
 */
public record Tombstone(Row key) implements CdcRecord {}
