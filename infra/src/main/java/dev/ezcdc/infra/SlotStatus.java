package dev.ezcdc.infra;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a replication slot, such as the one that the connector reads. Immutable.
 *
 * @param active whether a client is connected to the slot
 * @param streaming whether that client has caught up and receives changes as they happen
 * @param walStatus PostgreSQL's {@code wal_status}: {@code reserved}, {@code extended}, {@code unreserved} or
 *     {@code lost}
 * @param confirmedFlushLsn the LSN up to which the client has confirmed, such as {@code 0/1A2B3C4}; null for a standby's
 * @param retainedBytes the WAL that PostgreSQL keeps on disk for this slot
 * @param lagBytes the WAL written since the confirmed LSN
 */
public record SlotStatus(
        String name,
        boolean active,
        boolean streaming,
        @Nullable String walStatus,
        @Nullable String confirmedFlushLsn,
        long retainedBytes,
        long lagBytes) {

    /** Returns a message if PostgreSQL has removed WAL that the slot needs, after which the slot cannot be read. */
    public Optional<String> describeLoss() {
        return "lost".equals(walStatus)
                ? Optional.of("slot " + name + " is lost: PostgreSQL removed WAL that the slot needed, so changes are"
                        + " lost. Run " + LossRemedy.NEW_SLOT
                        + ", which replaces the slot and reads the tables again")
                : Optional.empty();
    }
}
