package dev.ezcdc.infra.run;

import dev.ezcdc.infra.ConnectUnavailableException;
import dev.ezcdc.infra.Node;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorLifecycle;
import dev.ezcdc.infra.replication.Failover;
import dev.ezcdc.infra.replication.PostgresPair;
import dev.ezcdc.infra.replication.Standby;
import dev.ezcdc.infra.server.PostgresData;
import dev.ezcdc.infra.server.ServerProcess;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The standby of an embedded stack, from its creation to its promotion.
 *
 * @param requireAlive throws if a server is not running
 */
record StandbyControl(PostgresPair pair, ConnectorLifecycle lifecycle, StackSettings settings, Runnable requireAlive) {
    private static final Duration CONFIG_TIMEOUT = Duration.ofSeconds(5);

    /** Returns the servers that can start now. A standby without data cannot: its primary's is copied first. */
    Map<Node, ServerProcess> startable(Map<Node, ServerProcess> servers) {
        Node standby = pair.standby();
        Map<Node, ServerProcess> startable = new TreeMap<>(servers);
        if (!Files.exists(PostgresData.directory(settings.home(), standby))) {
            startable.remove(standby);
        }
        return startable;
    }

    /** Creates or starts the standby, and returns when it streams. */
    void start() {
        standby().start();
    }

    /** Waits until the standby could continue the connector's slot, and lets commits wait for it from then on. */
    void protect() {
        ConnectorLifecycle registered = lifecycle.withRegisteredConfig();
        if (new SlotAdoption(registered, settings.timeout(), settings.progress()).run()) {
            registered.awaitStreaming(settings.timeout(), requireAlive, settings.progress());
        }
        standby().protect();
    }

    /** Makes the standby the primary. The old primary has no data then. */
    void promote(boolean force) {
        failover().promote(force);
    }

    /** Lets the primary continue without its standby. */
    void goOnAlone() {
        failover().goOnAlone();
    }

    private Standby standby() {
        return new Standby(pair, lifecycle.config().slotName(), settings.timeout(), settings.progress());
    }

    private Failover failover() {
        return new Failover(pair, slots(), settings.timeout(), settings.progress());
    }

    /** Returns the slots of all connectors that follow a failover; that of the stack's own if the workers do not answer. */
    private Set<String> slots() {
        Set<String> slots = new TreeSet<>();
        slots.add(lifecycle.config().slotName());
        try {
            lifecycle.connect().listConfigs(CONFIG_TIMEOUT).forEach((name, config) -> {
                if ("true".equals(config.get("slot.failover"))) {
                    slots.add(new ConnectorConfig(name, config).slotName());
                }
            });
        } catch (ConnectUnavailableException e) {
            settings.progress().accept("the connectors were not listed: " + e.getMessage());
        }
        return slots;
    }
}
