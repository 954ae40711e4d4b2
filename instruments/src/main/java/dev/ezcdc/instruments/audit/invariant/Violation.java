package dev.ezcdc.instruments.audit.invariant;

/**
 * A rule that does not hold.
 *
 * @param count how many changes, rows or transactions it concerns
 * @param example the first of them in words, without values of rows
 */
public record Violation(long count, String example) {

    /** None. */
    public static final Violation NONE = new Violation(0, "");

    /** One more; the first example stays. */
    Violation plus(String another) {
        return new Violation(count + 1, count == 0 ? another : example);
    }
}
