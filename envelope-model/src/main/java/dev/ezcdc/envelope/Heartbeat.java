package dev.ezcdc.envelope;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life from the connector ({@code heartbeat.interval.ms}).
 *
 * @param serverName the connector's {@code topic.prefix}, from the record's key; null if the record had no key
 * @param timestamp when it was sent
 */
public record Heartbeat(@Nullable String serverName, Instant timestamp) implements CdcRecord {}
