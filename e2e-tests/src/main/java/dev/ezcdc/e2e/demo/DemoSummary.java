package dev.ezcdc.e2e.demo;

import dev.ezcdc.e2e.ledger.LedgerSummary;

/**
 * What a demo came to.
 *
 * @param seed of the load
 * @param secondsToStreaming from the start of the servers to the first moment at which a change would be seen
 * @param consumed the change events that the consumer handled, of whomever
 * @param malformed the records that it put aside
 * @param account commits beside events
 */
public record DemoSummary(long seed, double secondsToStreaming, long consumed, long malformed, LedgerSummary account) {

    /** Whether nothing was lost, changed or put aside. */
    public boolean good() {
        return account.whole() && malformed == 0;
    }
}
