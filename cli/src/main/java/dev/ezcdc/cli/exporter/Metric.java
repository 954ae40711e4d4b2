package dev.ezcdc.cli.exporter;

/** The metrics of the exporter. Names and labels are API. */
enum Metric {
    SOURCE_UP("ezcdc_source_up", "Whether the exporter could read from this source recently"),
    SLOT_ACTIVE("ezcdc_slot_active", "Whether a client is connected to the slot"),
    SLOT_STREAMING("ezcdc_slot_streaming", "Whether the slot's client has caught up and receives changes"),
    SLOT_RETAINED_WAL("ezcdc_slot_retained_wal_bytes", "WAL that PostgreSQL keeps on disk for the slot"),
    SLOT_LAG("ezcdc_slot_lag_bytes", "WAL written since the position that the slot's client has confirmed"),
    SLOT_SAFE_WAL(
            "ezcdc_slot_safe_wal_bytes",
            "WAL that can still be written before the slot is lost; absent without max_slot_wal_keep_size"),
    SLOT_WAL_STATUS("ezcdc_slot_wal_status", "1 for the slot's current wal_status, 0 for the others"),
    CONNECTOR_STATE("ezcdc_connector_state", "1 for the connector's current state, 0 for the others"),
    TASK_STATE("ezcdc_task_state", "1 for the task's current state, 0 for the others"),
    HEARTBEAT_INTERVAL("ezcdc_heartbeat_interval_seconds", "The connector's heartbeat.interval.ms; absent if it is 0"),
    HEARTBEAT_TIMESTAMP("ezcdc_heartbeat_timestamp_seconds", "Unix time of the connector's last heartbeat in Kafka"),
    GROUP_LAG("ezcdc_group_lag_records", "Records between a group's committed offset and the end of the partition"),
    PROBLEMS("ezcdc_problems", "Problems that ./cdc status reports"),
    CERTIFICATE_EXPIRY("ezcdc_certificate_expiry_timestamp_seconds", "Unix time at which the certificate expires");

    private final String text;
    private final String help;

    Metric(String text, String help) {
        this.text = text;
        this.help = help;
    }

    /** Returns the name in Prometheus. */
    String text() {
        return text;
    }

    String help() {
        return help;
    }
}
