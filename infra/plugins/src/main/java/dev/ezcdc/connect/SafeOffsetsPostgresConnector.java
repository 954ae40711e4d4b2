package dev.ezcdc.connect;

import io.debezium.connector.postgresql.PostgresConnector;
import org.apache.kafka.connect.connector.Task;

/**
 * Debezium's connector for PostgreSQL, whose offsets never name a place in the log of which a part is still to come:
 * after a restart Debezium may take such a place for done, and what was left of it is lost. Takes the same settings, and
 * goes on from offsets that Debezium's own has stored, as Debezium's own does from its.
 */
public final class SafeOffsetsPostgresConnector extends PostgresConnector {

    @Override
    public Class<? extends Task> taskClass() {
        return SafeOffsetsPostgresTask.class;
    }
}
