package dev.ezcdc.instruments.audit.fault;

/** What must come of a fault. */
public enum ExpectedOutcome {
    /** All goes on by itself, or after what {@code ./cdc up} does. */
    NOTHING_LOST("nothing lost"),
    /** The connector fails visibly, and once the cause is mended nothing is lost. */
    FAILURE_NOTICED("fails visibly, then nothing lost"),
    /** Changes are gone for good, and that must not go unnoticed. */
    LOSS_NOTICED("loss, noticed");

    private final String words;

    ExpectedOutcome(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
