package dev.ezcdc.instruments.audit.invariant;

/**
 * The violations of an invariant.
 *
 * @param count number of changes, rows or transactions that violate it
 * @param example description of the first one, without column values
 */
public record Violation(long count, String example) {

    /** No violation. */
    public static final Violation NONE = new Violation(0, "");

    /** Adds one violation and keeps the first example. */
    Violation plus(String nextExample) {
        return new Violation(count + 1, count == 0 ? nextExample : example);
    }
}
