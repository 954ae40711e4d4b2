package dev.ezcdc.instruments.audit.fault;

/** The outcome that a fault must have. */
public enum ExpectedOutcome {
    /** The stack recovers by itself, or after the actions of {@code ./cdc up}. */
    NOTHING_LOST("nothing lost"),
    /** The connector fails visibly, and nothing is lost once the cause is removed. */
    FAILURE_DETECTED("visible failure, then nothing lost"),
    /** Changes are lost for good, and the loss must be detected. */
    LOSS_DETECTED("loss, detected");

    private final String label;

    ExpectedOutcome(String words) {
        this.label = words;
    }

    @Override
    public String toString() {
        return label;
    }
}
