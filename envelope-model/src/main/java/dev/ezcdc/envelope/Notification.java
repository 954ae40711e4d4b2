package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import java.util.Map;

/**
 * What Debezium tells of its own work, such as the progress of a snapshot (the {@code sink} notification channel).
 *
 * @param aggregateType what it is about, e.g. {@code Initial Snapshot}
 * @param type what happened, e.g. {@code STARTED}
 */
public record Notification(
        String id, String aggregateType, String type, Map<String, String> additionalData, Instant timestamp, Row extra)
        implements CdcRecord {

    public Notification {
        additionalData = Map.copyOf(additionalData);
    }
}
