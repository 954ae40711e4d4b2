package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;

/**
 * A record without a value. It follows a {@link Delete} so that a compacted topic can drop the key.
 *
 * @param key the key of the deleted row
 */
public record Tombstone(Row key) implements CdcRecord {}
