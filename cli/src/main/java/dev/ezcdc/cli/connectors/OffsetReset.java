package dev.ezcdc.cli.connectors;

import dev.ezcdc.infra.ConnectorStatus;
import dev.ezcdc.infra.StackException;
import dev.ezcdc.infra.connector.ConnectorConfig;
import dev.ezcdc.infra.connector.ConnectorOffsets;

/** The deletion of a connector's stored position, and what follows from it. */
public record OffsetReset(ConnectorConfig config, ConnectorOffsets stored) {

    /** @throws StackException if the connector is not stopped */
    public void requireStopped(ConnectorStatus status) {
        if (!status.state().equals("STOPPED")) {
            throw new StackException("the offsets of connector " + config.name() + " cannot be reset: it is "
                    + status.state() + ". Stop it first: `./cdc connectors stop " + config.name() + "`");
        }
    }

    /** Returns what the next start of the connector does without its position. */
    public String consequence() {
        String mode = config.settings().getOrDefault("snapshot.mode", "initial");
        String position = stored.lsn().map(lsn -> " after " + lsn).orElse("");
        return switch (mode) {
            case "no_data", "never" ->
                "with snapshot.mode=" + mode + " the next start continues where slot " + config.slotName()
                        + " is. If the slot is missing or ahead, the changes" + position + " up to there are lost";
            case "initial_only" -> "the next start makes a new snapshot, and then the connector stops";
            default ->
                "the next start makes a new snapshot: every row of the captured tables arrives again, as a read (op r)."
                        + " Rows deleted" + position + " that the slot does not keep get no delete event";
        };
    }
}
