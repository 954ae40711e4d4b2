package dev.ezcdc.infra;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** A stack whose PostgreSQL can have a standby. Without one, the methods throw a {@link StackException}. */
public interface ReplicatedStack extends ManagedStack {
    /** Returns the PostgreSQL server that accepts writes, or did when it last ran. */
    default Node primary() {
        throw withoutStandby();
    }

    /** Returns the PostgreSQL server that can take over. */
    default Node standby() {
        throw withoutStandby();
    }

    /** Opens a superuser's connection to one of the two servers, whatever its role is. The caller closes it. */
    default Connection open(Node node) throws SQLException {
        throw withoutStandby();
    }

    /** Returns a server's data directory. */
    default Path dataDirectory(Node node) {
        throw withoutStandby();
    }

    /**
     * Promotes the standby, waits until the connector streams from it, and rebuilds the old primary as its standby. A primary
     * that runs is stopped first.
     *
     * @param force whether to promote a standby with which changes can be lost
     * @throws StackException if the standby cannot take over; nothing has changed then
     */
    default void failOver(boolean force) {
        throw withoutStandby();
    }

    /** Lets the primary continue without the standby, which is gone. The next start of the whole stack brings it back. */
    default void goOnAlone() {
        throw withoutStandby();
    }

    private static StackException withoutStandby() {
        return new StackException("this stack has no standby. Run `./cdc up --standby`");
    }
}
