package dev.ezcdc.e2e.audit;

import dev.ezcdc.e2e.support.ContainerStack;
import dev.ezcdc.infra.ManagedStack;
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

/** One stack of containers for faults that leave it as it was. */
final class ContainerAuditStack implements AuditStack {

    private final ContainerStack stack = new ContainerStack();
    private final Path home;
    private Map<String, String> connector = Map.of();

    /** @param home for nothing but to be watched */
    ContainerAuditStack(Path home) {
        this.home = home;
    }

    @Override
    public ManagedStack prepare(FaultRequirements needs) throws SQLException {
        if (needs.proxy() || needs.freshStack() || needs.destroysStack()) {
            throw new IllegalArgumentException("this fault needs more than a stack of containers that stays as it is");
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
    public ManagedStack reconfigure(Map<String, String> more) {
        connector = new HashMap<>(connector);
        connector.putAll(more);
        stack.restartFailed();
        return stack.capture(connector);
    }

    @Override
    public ManagedStack stack() {
        return stack;
    }

    @Override
    public NetworkProxy proxy() {
        throw new IllegalStateException("there is no proxy between containers");
    }

    /** The one stack is gone on with: what follows tells whether it was of use. */
    @Override
    public void discardStack() {}

    @Override
    public Path home() {
        return home;
    }

    @Override
    public void keepLogs(Path folder) throws IOException {
        stack.keepLogs(folder);
    }

    @Override
    public void close() {
        stack.close();
    }
}
