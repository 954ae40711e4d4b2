package dev.ezcdc.connect;

import io.debezium.connector.postgresql.PostgresConnector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Debezium's connector for PostgreSQL, with offsets that never point to an LSN with records still to come. After a
 * restart Debezium can treat such an LSN as complete, and its remaining records are lost. Has the settings of
 * Debezium's connector, and {@code database.hosts}: a primary and its standbys as {@code host:port,host:port}, of which
 * each start of the task uses the one that is the primary then. Each of the two connectors can resume from offsets that the other has stored.
 */
public final class SafeOffsetsPostgresConnector extends PostgresConnector {

    @Override
    public Class<? extends Task> taskClass() {
        return SafeOffsetsPostgresTask.class;
    }

    /** Validates against the primary of {@code database.hosts}, and reports an error of that setting if there is none. */
    @Override
    public Config validate(Map<String, String> settings) {
        try {
            return super.validate(PrimaryFinder.resolve(settings, Duration.ZERO));
        } catch (ConnectException e) {
            ConfigValue hosts = new ConfigValue(
                    PrimaryFinder.HOSTS, settings.get(PrimaryFinder.HOSTS), List.of(), List.of(e.getMessage()));
            return new Config(List.of(hosts));
        }
    }
}
