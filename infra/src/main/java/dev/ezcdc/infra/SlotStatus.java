package dev.ezcdc.infra;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The replication slot that the connector reads from.
 *
 * @param active whether somebody is connected to it
 * @param streaming whether that one has caught up and gets changes as they happen
 * @param walStatus PostgreSQL's own word: {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}
 * @param confirmedFlushLsn up to where the connector has confirmed, such as {@code 0/1A2B3C4}
 * @param retainedBytes WAL that PostgreSQL keeps on disk for this slot
 * @param lagBytes WAL written since what the connector has confirmed
 */
public record SlotStatus(
        String name,
        boolean active,
        boolean streaming,
        @Nullable String walStatus,
        @Nullable String confirmedFlushLsn,
        long retainedBytes,
        long lagBytes) {

    /** In words, if PostgreSQL has removed WAL that it needed: nothing more can be read from it. */
    public Optional<String> describeLoss() {
        return "lost".equals(walStatus)
                ? Optional.of(
                        "slot " + name + " is lost: PostgreSQL has removed WAL that it needed, and changes in it are"
                                + " lost; drop the slot, and take a new snapshot (`./cdc up --fresh` starts over)")
                : Optional.empty();
    }
}
