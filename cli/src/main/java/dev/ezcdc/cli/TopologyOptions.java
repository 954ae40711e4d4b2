package dev.ezcdc.cli;

import dev.ezcdc.infra.Topology;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The number of servers of each kind. */
final class TopologyOptions {
    @Option(
            names = "--brokers",
            paramLabel = "N",
            description = "Kafka nodes, each broker and controller: 1, 3 or 5. Fixed once the stack has data."
                    + " Default: that of the last up, else 1.")
    private @Nullable Integer brokers;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Kafka Connect workers. Several write changes and offsets in one Kafka transaction. Default: that of the"
                            + " last up, else 1.")
    private @Nullable Integer workers;

    @Option(
            names = "--standby",
            negatable = true,
            description = "Give PostgreSQL a standby that can take over with the connector's slot: './cdc failover'."
                    + " Later starts need no option.")
    private @Nullable Boolean standby;

    /** Returns a topology with the options that were given. */
    Topology apply(Topology stored) {
        return new Topology(
                brokers == null ? stored.brokers() : brokers,
                workers == null ? stored.workers() : workers,
                standby == null ? stored.standby() : standby);
    }
}
