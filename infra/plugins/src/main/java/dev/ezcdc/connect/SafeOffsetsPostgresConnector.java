package dev.ezcdc.connect;

import io.debezium.connector.postgresql.PostgresConnector;
import org.apache.kafka.connect.connector.Task;

/**
 * Debezium's connector for PostgreSQL, with offsets that never point to an LSN with records still to come. After a
 * restart Debezium can treat such an LSN as complete, and its remaining records are lost. Has the settings of
 * Debezium's connector. Each of the two connectors can resume from offsets that the other has stored.
 */
public final class SafeOffsetsPostgresConnector extends PostgresConnector {

    @Override
    public Class<? extends Task> taskClass() {
        return SafeOffsetsPostgresTask.class;
    }
}
