package dev.ezcdc.infra;

import org.jspecify.annotations.Nullable;

/**
 * The state of a primary and its standby. Immutable.
 *
 * @param isStreaming whether the standby receives the primary's log
 * @param isSynchronous whether commits wait for the standby, so that a failover loses none that was acknowledged
 * @param lagBytes the log that the standby has not flushed yet; null if it does not stream
 * @param obstacle why the standby could not continue the connector's slot, or null if it could
 */
public record ReplicationStatus(
        Node primary,
        Node standby,
        boolean isStreaming,
        boolean isSynchronous,
        @Nullable Long lagBytes,
        @Nullable String obstacle) {

    /** Returns whether the standby could take over now without losing anything. */
    public boolean canFailOver() {
        return isStreaming && isSynchronous && obstacle == null;
    }
}
