package dev.ezcdc.envelope;

import dev.ezcdc.envelope.data.Row;
import java.time.Instant;
import java.util.Map;

/**
 * A notification of Debezium about its work, such as the progress of a snapshot (the {@code sink} notification
 * channel).
 *
 * @param aggregateType the subject, e.g. {@code Initial Snapshot}
 * @param type the event, e.g. {@code STARTED}
 * @param additionalData details by name
 * @param timestamp the time at which Debezium created the notification
 * @param extra fields that the model has no accessor for
 */
public record Notification(
        String id, String aggregateType, String type, Map<String, String> additionalData, Instant timestamp, Row extra)
        implements CdcRecord {

    public Notification {
        additionalData = Map.copyOf(additionalData);
    }
}
