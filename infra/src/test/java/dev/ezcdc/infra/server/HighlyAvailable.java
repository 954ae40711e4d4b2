package dev.ezcdc.infra.server;

import dev.ezcdc.infra.StackService;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.profile.Tuning;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of a stack with three brokers, two workers and a standby: those of the embedded stack, with differences. */
final class HighlyAvailable {

    private HighlyAvailable() {}

    static Map<String, String> database() {
        Map<String, String> settings = new LinkedHashMap<>(PostgresServer.defaults());
        // The standby copies the slots.
        settings.put("hot_standby_feedback", "on");
        settings.put("sync_replication_slots", "on");
        // Commits wait for the standby, so it must report soon, and come back soon.
        settings.put("wal_receiver_status_interval", "1s");
        settings.put("wal_retrieve_retry_interval", "500ms");
        // Otherwise a frozen worker holds the slot for a minute.
        settings.put("wal_sender_timeout", "5s");
        return settings;
    }

    static Map<String, String> brokers() {
        Map<String, String> settings = new LinkedHashMap<>(KafkaServer.defaults());
        // One node can be missing.
        settings.put("default.replication.factor", "3");
        settings.put("min.insync.replicas", "2");
        settings.put("offsets.topic.replication.factor", "3");
        settings.put("transaction.state.log.replication.factor", "3");
        settings.put("transaction.state.log.min.isr", "2");
        settings.put("share.coordinator.state.topic.replication.factor", "3");
        settings.put("share.coordinator.state.topic.min.isr", "2");
        return settings;
    }

    static Map<String, String> workers() {
        Map<String, String> settings = new LinkedHashMap<>(ConnectServer.defaults());
        settings.putAll(Tuning.DEFAULT.settingsFor(StackService.CONNECT));
        settings.put("config.storage.replication.factor", "3");
        settings.put("offset.storage.replication.factor", "3");
        settings.put("status.storage.replication.factor", "3");
        // Without it, a worker that was frozen stores old offsets over those of its successor.
        settings.put("exactly.once.source.support", "enabled");
        return settings;
    }

    static Map<String, String> connector() {
        Map<String, String> settings =
                new LinkedHashMap<>(ConnectorConfig.loadDefault().settings());
        // The task looks for the primary.
        settings.remove("database.hostname");
        settings.remove("database.port");
        settings.put("database.hosts", "database-1:5432,database-2:5432");
        settings.put("slot.failover", "true");
        settings.put("exactly.once.support", "required");
        // With a broker's defaults the topics would have as many replicas, but only if it creates topics.
        settings.put("topic.creation.default.replication.factor", "3");
        settings.put("topic.creation.default.partitions", "1");
        return settings;
    }
}
