package dev.ezcdc.consumer;

/** Determines whether the handler gets changes that the connector wrote more than once. */
public enum Delivery {
    /** Delivers all records of a topic, including those that the connector wrote again. */
    AT_LEAST_ONCE,
    /**
     * Skips changes that the connector wrote again after a restart; see {@link
     * dev.ezcdc.envelope.delivery.RedeliveryFilter} for the limits. The identities of a partition's last changes are stored
     * as metadata of the committed offset, so both survive restarts, crashes and rebalances together. Records that were handled but not committed before a crash of the consumer are delivered again.
     */
    DEDUPLICATED
}
