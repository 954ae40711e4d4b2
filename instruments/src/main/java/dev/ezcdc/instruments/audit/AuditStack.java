package dev.ezcdc.instruments.audit;

import dev.ezcdc.infra.ReplicatedStack;
import dev.ezcdc.infra.run.StackSettings;
import dev.ezcdc.instruments.audit.fault.FaultRequirements;
import dev.ezcdc.instruments.audit.fault.NetworkProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/**
 * The stack of an audit, re-created after a fault that left it unusable. Not thread-safe, except for {@link #stack}.
 */
public interface AuditStack extends AutoCloseable {

    /** Returns a stack of local processes. All data in {@code settings.home()} is deleted. */
    static AuditStack forProcesses(StackSettings settings) {
        return new EmbeddedAuditStack(settings);
    }

    /** Returns a stack of local processes with bounded topics, so that files that still grow are a leak. */
    static AuditStack forSoak(StackSettings settings) {
        return new EmbeddedAuditStack(SoakPlan.withBoundedTopics(settings));
    }

    /** Returns a stack that streams from the audit's tables and meets the requirements of a fault. */
    ReplicatedStack prepare(FaultRequirements requirements) throws SQLException, IOException;

    /** Adds settings to the connector's configuration, restarts failed components, and returns the stack. */
    ReplicatedStack reconfigure(Map<String, String> connectorSettings) throws SQLException;

    /** Returns the current stack. */
    ReplicatedStack stack();

    /** Returns the proxy between Connect and PostgreSQL, and starts it if necessary. */
    NetworkProxy proxy() throws IOException;

    /** Marks the stack as unusable, so that the next fault gets a new one. */
    void discardStack();

    /** Returns the directory whose size a soak samples. */
    Path home();

    /** Copies the servers' logs into a new directory. */
    void keepLogs(Path folder) throws IOException;

    /** Stops the servers and deletes the data. */
    @Override
    void close();
}
