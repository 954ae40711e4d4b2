package dev.ezcdc.cli.demo;

import dev.ezcdc.instruments.ledger.VerifiedRun;

/**
 * The result of a demo.
 *
 * @param secondsToStreaming time from the start of the servers until the connector streamed
 */
public record DemoSummary(double secondsToStreaming, VerifiedRun.Result run) {

    /** Returns whether no change was lost or corrupted and no record was malformed. */
    public boolean passed() {
        return run.ledger().isComplete() && run.malformed() == 0;
    }
}
