package dev.ezcdc.envelope;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A heartbeat of the connector ({@code heartbeat.interval.ms}).
 *
 * @param serverName the connector's {@code topic.prefix}, from the record's key; null if the record has no key
 * @param timestamp the time at which the connector sent the heartbeat
 */
public record Heartbeat(@Nullable String serverName, Instant timestamp) implements CdcRecord {}
