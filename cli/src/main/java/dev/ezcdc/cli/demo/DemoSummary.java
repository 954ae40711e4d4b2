package dev.ezcdc.cli.demo;

import dev.ezcdc.instruments.ledger.VerifiedRun;

/**
 * What a demo came to.
 *
 * @param secondsToStreaming from the start of the servers to the first moment at which a change would be seen
 */
public record DemoSummary(double secondsToStreaming, VerifiedRun.Result run) {

    /** Whether nothing was lost, changed or put aside. */
    public boolean good() {
        return run.ledger().isComplete() && run.malformed() == 0;
    }
}
