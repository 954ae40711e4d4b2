package dev.ezcdc.consumer;

/** What the handler gets of changes that come more than once. */
public enum Delivery {
    /** Everything that stands in the topic: what the connector wrote twice comes twice. */
    AT_LEAST_ONCE,
    /**
     * Changes that the connector wrote again after a restart of its own are left out, told by their {@link
     * dev.ezcdc.envelope.Position} (see {@link dev.ezcdc.envelope.RedeliveryFilter} for what can be told). The last
     * position of each partition is kept as the metadata of the group's committed offset: the two are written as one, so
     * that position and offset always fit together, over restarts, crashes and rebalances. What a crash of this consumer
     * kept from being committed still comes again.
     */
    DEDUPLICATED
}
