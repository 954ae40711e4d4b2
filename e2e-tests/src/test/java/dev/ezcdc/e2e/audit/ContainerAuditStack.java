package dev.ezcdc.e2e.audit;

import dev.ezcdc.e2e.support.ContainerStack;
import dev.ezcdc.infra.ReplicatedStack;
import dev.ezcdc.instruments.audit.AuditStack;
import dev.ezcdc.instruments.audit.fault.FaultRequirements;
import dev.ezcdc.instruments.audit.fault.NetworkProxy;
import dev.ezcdc.instruments.audit.work.AuditTables;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** One stack of containers for all faults of an audit, none of which may be destructive. */
final class ContainerAuditStack implements AuditStack {

    private final ContainerStack stack = new ContainerStack();
    private final Path home;
    private Map<String, String> connector = Map.of();

    /** @param home a directory whose size the audit samples */
    ContainerAuditStack(Path home) {
        this.home = home;
    }

    @Override
    public ReplicatedStack prepare(FaultRequirements needs) throws SQLException {
        if (needs.proxy() || needs.freshStack() || needs.destroysStack()) {
            throw new IllegalArgumentException(
                    "fault needs a proxy, or a stack that may be discarded, which containers do not offer");
        }
        try (Connection connection = stack.openConnection()) {
            AuditTables.create(connection);
        }
        connector = new HashMap<>(needs.connectorSettings());
        connector.put("table.include.list", String.join(",", AuditTables.qualifiedNames()));
        connector.put("provide.transaction.metadata", "true");
        return stack.capture(connector);
    }

    @Override
    public ReplicatedStack reconfigure(Map<String, String> more) {
        connector = new HashMap<>(connector);
        connector.putAll(more);
        stack.restartFailed();
        return stack.capture(connector);
    }

    @Override
    public ReplicatedStack stack() {
        return stack;
    }

    @Override
    public NetworkProxy proxy() {
        throw new IllegalStateException("no proxy between containers");
    }

    /** Keeps the only stack. */
    @Override
    public void discardStack() {}

    @Override
    public Path home() {
        return home;
    }

    @Override
    public void keepLogs(Path directory) throws IOException {
        stack.keepLogs(directory);
    }

    @Override
    public void close() {
        stack.close();
    }
}
