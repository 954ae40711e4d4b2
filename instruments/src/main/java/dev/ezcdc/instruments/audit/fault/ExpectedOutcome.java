package dev.ezcdc.instruments.audit.fault;

/** What must come of a fault. */
public enum ExpectedOutcome {
    /** All goes on by itself, or after what {@code ./cdc up} does. */
    NOTHING_LOST("nothing lost"),
    /** The connector fails visibly, and once the cause is mended nothing is lost. */
    FAILURE_DETECTED("fails visibly, then nothing lost"),
    /** Changes are gone for good, and that must not go unnoticed. */
    LOSS_DETECTED("loss, noticed");

    private final String label;

    ExpectedOutcome(String words) {
        this.label = words;
    }

    @Override
    public String toString() {
        return label;
    }
}
