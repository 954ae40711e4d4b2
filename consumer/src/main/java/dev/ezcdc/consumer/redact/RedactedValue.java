package dev.ezcdc.consumer.redact;

/**
 * A replacement for a hidden value; its text is {@code [redacted]}. If an update changed the value, the replacements before
 * and after are not equal, so the change remains visible. Immutable.
 */
public final class RedactedValue {

    /** Replaces a value that an update did not change, or that has no other image to compare with. */
    public static final RedactedValue UNCHANGED = new RedactedValue();
    /** Replaces the value after an update that changed it. */
    public static final RedactedValue CHANGED = new RedactedValue();

    private RedactedValue() {}

    @Override
    public String toString() {
        return "[redacted]";
    }
}
