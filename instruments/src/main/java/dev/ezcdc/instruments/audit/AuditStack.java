package dev.ezcdc.instruments.audit;

import dev.ezcdc.infra.ManagedStack;
import dev.ezcdc.infra.run.EmbeddedStack;
import dev.ezcdc.instruments.audit.fault.FaultRequirements;
import dev.ezcdc.instruments.audit.fault.NetworkProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/**
 * A stack of the audit's own, made anew where a fault left it of no use. For one thread, but that others may look at
 * {@link #stack}.
 */
public interface AuditStack extends AutoCloseable {

    /** Of processes of this machine. {@code settings.home()} is the audit's alone: all data in it is deleted. */
    static AuditStack forProcesses(EmbeddedStack.Settings settings) {
        return new EmbeddedAuditStack(settings);
    }

    /** The same for a soak: its topics forget, so that what still grows is a leak and not what was asked for. */
    static AuditStack forSoak(EmbeddedStack.Settings settings) {
        return new EmbeddedAuditStack(SoakPlan.withBoundedTopics(settings));
    }

    /** The stack, streaming from the audit's tables, as a fault needs it. */
    ManagedStack prepare(FaultRequirements needs) throws SQLException, IOException;

    /** The same stack with other settings of the connector besides; what failed is restarted. */
    ManagedStack reconfigure(Map<String, String> more) throws SQLException;

    /** As {@link #prepare} gave it last. */
    ManagedStack stack();

    /** What Connect reaches PostgreSQL by, if a fault needs it. */
    NetworkProxy proxy() throws IOException;

    /** What a fault left is of no use to another. */
    void discardStack();

    /** The folder whose size a soak watches. */
    Path home();

    /** Puts the servers' logs into a folder that is made: what they say is the first thing to read. */
    void keepLogs(Path folder) throws IOException;

    /** Ends the servers and deletes the data. */
    @Override
    void close();
}
